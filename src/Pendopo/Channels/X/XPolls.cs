using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.X;

/// <summary>Polls of X's own: 2 to 4 answers of at most 25 characters, 5 minutes to 7 days, no pictures beside them. Readers see how it stands once they chose.</summary>
internal static class XPolls
{
    private const int AnswerLength = 25;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5), Longest = TimeSpan.FromMinutes(10_080);

    /// <summary>Whether a post goes out as a poll; another says where the poll stands on the centre's site.</summary>
    public static bool Asks(OutgoingPost post) =>
        post is { Images.Count: 0, Video: null, Poll: { ClosedAt: null, Several: false, OnlyAtEnd: false, Answers.Count: >= 2 and <= 4, EndsAt: { } ends } poll }
        && ends - post.IntendedAt >= Shortest && ends - post.IntendedAt <= Longest && poll.Answers.All(answer => answer.Text.Length is > 0 and <= AnswerLength) && Question(post).Length > 0;

    /// <summary>What is asked: the title, and before it what is disclosed; words of the channel's own as they are.</summary>
    public static string Question(OutgoingPost post)
    {
        var end = post.Title.Length == 0 ? -1 : post.Text.IndexOf(post.Title, StringComparison.Ordinal);
        return (end < 0 ? post.Text : post.Text[..(end + post.Title.Length)]).Trim();
    }

    public static JsonObject Of(OutgoingPost post) => new()
    {
        ["options"] = new JsonArray([.. post.Poll!.Answers.Select(answer => JsonValue.Create(answer.Text))]),
        ["duration_minutes"] = (int)(post.Poll.EndsAt!.Value - post.IntendedAt).TotalMinutes,
    };
}
