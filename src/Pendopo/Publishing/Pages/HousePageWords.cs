using System.Text;
using Pendopo.Platform.Centres;

namespace Pendopo.Publishing.Pages;

/// <summary>The default wording, and what stands for the names in braces.</summary>
internal static class HousePageWords
{
    /// <summary>The wording that comes with the program, in Markdown.</summary>
    /// <param name="kind">Which page.</param>
    /// <param name="language">`id` or `en`; anything else reads English.</param>
    public static string Default(HousePageKind kind, string language)
    {
        var name = $"Pendopo.Publishing.Pages.Defaults.{Slug(kind)}.{(language == "id" ? "id" : "en")}.md";
        using var stream = typeof(HousePageWords).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The default text {name} is not in the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The page's address below the centre's front page.</summary>
    public static string Slug(HousePageKind kind) => kind switch
    {
        HousePageKind.Privacy => "privacy",
        HousePageKind.Terms => "terms",
        _ => "accessibility",
    };

    /// <summary>The kind of an address, or null.</summary>
    public static HousePageKind? KindOf(string slug) => Enum.GetValues<HousePageKind>().Cast<HousePageKind?>().FirstOrDefault(kind => Slug(kind!.Value) == slug);

    /// <summary>Fills {centre} with the centre's name and {contact} with its address, phone and e-mail.</summary>
    public static string Fill(string markdown, Centre centre)
    {
        var contact = new[] { centre.Name, centre.Address, centre.Phone, centre.Email }.Where(part => part.Length > 0).Select(Plain);
        return markdown.Replace("{centre}", Plain(centre.Name), StringComparison.Ordinal).Replace("{contact}", string.Join("  \n", contact), StringComparison.Ordinal);
    }

    // A name is a name: none of its characters is a mark of Markdown.
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c > 127 || c == ' ' ? c.ToString() : "\\" + c));
}
