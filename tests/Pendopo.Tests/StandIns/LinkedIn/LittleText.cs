using System.Text;
using System.Text.RegularExpressions;

namespace Pendopo.Tests.StandIns.LinkedIn;

/// <summary>LinkedIn's little text as readers see it: a reserved letter without a backslash cuts the text off there, though the call succeeds.</summary>
internal static partial class LittleText
{
    private const string Reserved = @"\|{}@[]()<>#*_~";

    public static string Shown(string text)
    {
        var shown = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                shown.Append(text[at + 1]);
                at += 2;
            }
            else if (Live().Match(text, at) is { Success: true } live && live.Index == at)
            {
                shown.Append(live.Groups["name"].Success ? live.Groups["name"].Value : Unescaped().Replace(live.Value, "$1"));
                at += live.Length;
            }
            else if (Reserved.Contains(text[at]))
                break;
            else
                shown.Append(text[at++]);
        }
        return shown.ToString();
    }

    // What stays live: links, tags, and mentions `@[Name](urn:li:organization:1)`.
    [GeneratedRegex(@"\Ghttps?://\S+|\G#[\p{L}\p{N}]+|\G@\[(?<name>(\\.|[^\]\\])+)\]\(urn:li:(organization|person):[\w-]+\)", RegexOptions.IgnoreCase)]
    private static partial Regex Live();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Unescaped();
}
