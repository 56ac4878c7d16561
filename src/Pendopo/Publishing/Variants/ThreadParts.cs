using System.Text.RegularExpressions;
using Pendopo.Channels.Contracts;

namespace Pendopo.Publishing.Variants;

/// <summary>The own words of a channel as a thread: a line of three hyphens begins the next part, an answer to the one before.</summary>
internal static partial class ThreadParts
{
    /// <summary>The first part and what follows it. On a channel without threads it is one text, its parts apart by an empty line.</summary>
    public static (string First, IReadOnlyList<string> Below) Of(string text, ChannelLimits limits)
    {
        var parts = Line().Split(text).Select(part => part.Trim()).Where(part => part.Length > 0).ToList();
        return parts.Count == 0 ? (text, []) : limits.Parts == 0 ? (string.Join("\n\n", parts), []) : (parts[0], parts[1..]);
    }

    [GeneratedRegex(@"^[ \t]*-{3,}[ \t]*\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
