using System.Globalization;
using System.Text.RegularExpressions;
using Pendopo.Platform.Centres;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Library;

/// <summary>The variables of a template: a name in two braces, such as `{{jam}}`. What the centre knows of itself fills itself. Pure.</summary>
internal static partial class Placeholders
{
    /// <summary>Most letters of a name.</summary>
    public const int NameLength = 40;

    /// <summary>The names in a text, each once, in the order of their first place.</summary>
    public static IReadOnlyList<string> Names(string text) => [.. Name().Matches(text).Select(match => Plain(match.Groups["name"].Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>The names that are still open in the words of a post.</summary>
    public static IReadOnlyList<string> Open(PostWords words) => Names($"{words.Title} {words.Summary} {words.Text} {words.Details.Place}");

    /// <summary>The text with what is known put in; a name that nobody knows stays as it is.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Name().Replace(text, match => values.TryGetValue(Plain(match.Groups["name"].Value), out var value) && value.Length > 0 ? value : match.Value);

    /// <summary>What the centre knows of itself, under its Indonesian and its English name; what it does not know is absent.</summary>
    public static IReadOnlyDictionary<string, string> OfCentre(Centre centre, DateOnly today, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language.StartsWith("en", StringComparison.Ordinal) ? "en" : "id");
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(centre.Name, "puskesmas", "centre");
        Add(centre.Address, "alamat", "address");
        Add(centre.Phone, "telepon", "phone");
        Add(centre.Email, "surel", "email");
        Add(today.ToString("d MMMM yyyy", culture), "hari ini", "today");
        return known;

        void Add(string value, params string[] names)
        {
            foreach (var name in names.Where(_ => value.Length > 0))
                known[name] = value;
        }
    }

    private static string Plain(string name) => name.Trim().ToLowerInvariant();

    [GeneratedRegex(@"\{\{(?<name>[\p{L}\p{N} _-]{1,40})\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
