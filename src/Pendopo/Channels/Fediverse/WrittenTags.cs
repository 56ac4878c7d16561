using System.Net;
using System.Text.RegularExpressions;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Channels.Fediverse;

/// <summary>Tags that somebody wrote into the words, as other servers mark them: a server finds a post only under the tags that it names.</summary>
/// <param name="root">The address of the house, whose search a tag leads to.</param>
internal sealed partial class WrittenTags(string root)
{
    /// <summary>Other servers leave out what is beyond some such number.</summary>
    private const int Most = 30;

    private readonly List<string> found = [];

    /// <summary>Markup with its tags made into links; what is a link already, or a mark, stays as it is.</summary>
    public string Linked(string html) => Tag().Replace(html, match => match.Groups["tag"] is { Success: true, Value: var tag } && Take(tag) ? Link(tag, tag) : match.Value);

    /// <summary>What was found in the words and is not named already.</summary>
    public IEnumerable<PostTag> Besides(IEnumerable<string> named) => found.Except(named, StringComparer.OrdinalIgnoreCase).Select(word => new PostTag(TagKind.Hashtag, "#" + word, Page(word)));

    /// <summary>Where what stands under a tag is found.</summary>
    public string Page(string named) => $"{root}/search?q={Uri.EscapeDataString(named)}";

    /// <summary>A tag as other servers mark it.</summary>
    /// <param name="named">What is looked for, where it is more than the word.</param>
    public string Link(string word, string named) => $"<a href=\"{WebUtility.HtmlEncode(Page(named))}\" class=\"mention hashtag\" rel=\"tag\">#<span>{WebUtility.HtmlEncode(word)}</span></a>";

    private bool Take(string tag)
    {
        if (found.Contains(tag, StringComparer.OrdinalIgnoreCase))
            return true;
        if (found.Count >= Most)
            return false;
        found.Add(tag);
        return true;
    }

    // A number alone is no tag (#1), nor is what follows a word, an address or a mark such as &#39;.
    [GeneratedRegex("<a [^<>]*>.*?</a>|<[^<>]*>|(?<![\\w/&#])#(?<tag>\\w*\\p{L}\\w*)", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Tag();
}
