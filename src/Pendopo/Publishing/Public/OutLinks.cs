using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Public;

/// <summary>The links by which readers leave a post: numbered, so that they can be counted, and with the host they lead to written behind them,
/// so that nobody is led astray.</summary>
internal static partial class OutLinks
{
    /// <summary>Clean markup whose links to elsewhere lead over the counter.</summary>
    public static string Number(string html, Id<Post> post)
    {
        var number = 0;
        return Link().Replace(html, match =>
        {
            var host = Uri.TryCreate(System.Net.WebUtility.HtmlDecode(match.Groups["url"].Value), UriKind.Absolute, out var uri) ? uri.IdnHost : "";
            var words = match.Groups["words"].Value;
            var told = words.Contains(host, StringComparison.OrdinalIgnoreCase) ? "" : $" <span class=\"small quiet\">({System.Net.WebUtility.HtmlEncode(host)})</span>";
            var address = string.Create(CultureInfo.InvariantCulture, $"/go/{post}/{number++}");
            return $"<a href=\"{address}\" rel=\"nofollow noopener\">{words}</a>{told}";
        });
    }

    /// <summary>Where the link of this number leads, or null.</summary>
    public static string? Target(string html, int number)
    {
        var match = Link().Matches(html).ElementAtOrDefault(number);
        return match is null ? null : System.Net.WebUtility.HtmlDecode(match.Groups["url"].Value);
    }

    // The markup is our own sanitiser's normal form: attributes in double quotes, no link within a link.
    [GeneratedRegex("""<a\s[^>]*?href="(?<url>https?://[^"]+)"[^>]*>(?<words>.*?)</a>""", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 500)]
    private static partial Regex Link();
}
