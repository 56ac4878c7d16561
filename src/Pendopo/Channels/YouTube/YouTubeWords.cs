using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.YouTube;

/// <summary>The words of a video as the network takes them.</summary>
internal static class YouTubeWords
{
    /// <summary>Characters of a title and bytes of a description; tags together, with a comma each.</summary>
    public const int TitleLength = 100, DescriptionBytes = 5000, TagsLength = 500;

    /// <summary>`Education`, which every country has.</summary>
    private const string Category = "27";

    public static JsonObject Snippet(OutgoingPost post) => new()
    {
        ["title"] = Title(post.Title),
        ["description"] = Plain(post.Text),
        ["tags"] = new JsonArray([.. Tags(post.Tags).Select(tag => JsonValue.Create(tag))]),
        ["categoryId"] = Category,
        ["defaultLanguage"] = post.Language,
        ["defaultAudioLanguage"] = post.Language,
    };

    public static JsonObject Status(string privacy) => new() { ["privacyStatus"] = privacy, ["selfDeclaredMadeForKids"] = false };

    /// <summary>Cut at a word where it is too long.</summary>
    public static string Title(string title)
    {
        var plain = Plain(title).ReplaceLineEndings(" ").Trim();
        if (plain.Length <= TitleLength)
            return plain;
        var kept = Platform.Data.KeptText.Of(plain, TitleLength - 1);
        var space = kept.LastIndexOf(' ');
        return kept[..(space > TitleLength / 2 ? space : kept.Length)].TrimEnd(' ', ',', ';', ':', '.') + "…";
    }

    // The network refuses these two in titles and descriptions.
    public static string Plain(string text) => new StringBuilder(text).Replace('<', '‹').Replace('>', '›').ToString();

    private static IEnumerable<string> Tags(IReadOnlyList<string> tags)
    {
        var left = TagsLength;
        // A tag with a space counts two quotation marks more.
        return tags.TakeWhile(tag => (left -= tag.Length + (tag.Contains(' ', StringComparison.Ordinal) ? 3 : 1)) >= 0);
    }
}
