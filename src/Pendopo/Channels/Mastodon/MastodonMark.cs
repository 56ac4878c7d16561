using System.Security.Cryptography;
using System.Text;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Mastodon;

/// <summary>
/// What is kept of a post that is out, as the version of its reference: its poll by which counts are known, a stamp of what a change would have to send anew, and
/// the numbers of its parts.
/// </summary>
/// <param name="Poll">The server's number of the poll, or null.</param>
/// <param name="Parts">Null when they were too many to be kept.</param>
internal sealed record MastodonMark(string? Poll, string Stamp, IReadOnlyList<string>? Parts)
{
    private const string Plain = "post,-,", TooMany = "~";

    /// <summary>Of the pictures and of what can be chosen.</summary>
    public static string StampOf(OutgoingPost post) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', post.Images.Select(image => image.Url).Append(post.Video?.Url ?? "").Concat(post.Poll?.Answers.Select(answer => answer.Text) ?? [])))).AsSpan(0, 6));

    public static MastodonMark? Read(string? version)
    {
        if (version?.Split(',') is not [var kind, var poll, var stamp, .. var parts] || kind is not ("post" or "poll"))
            return null;
        return new(kind == "poll" ? poll : null, stamp, parts is [TooMany] ? null : parts);
    }

    public override string ToString()
    {
        var before = (Poll is null ? Plain : PollMark.Of(Poll)) + Stamp;
        var whole = string.Join(',', [before, .. Parts ?? [TooMany]]);
        return whole.Length <= Border.VersionLength ? whole : $"{before},{TooMany}";
    }
}
