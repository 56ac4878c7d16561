using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.YouTube;

/// <summary>Answers comments and tends them. The network keeps no keys, so before it says something again it looks whether it stands there already.</summary>
internal sealed class YouTubeTalking(YouTubeApi api, GoogleOutcomes outcomes, TimeProvider time)
{
    public const int CommentLength = 10_000;

    /// <summary>After the ten seconds in which an answer can be taken back: an answer that is older may have been tried before.</summary>
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(40), ClockSkew = TimeSpan.FromMinutes(2);

    public async Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        var words = GoogleWords.For(account);
        if (reply.Private)
            return new SendOutcome.Refused("NoPrivate", words["NoPrivate"]);
        if (reply.Text.Length > CommentLength)
            return new SendOutcome.Refused("TooLong", string.Format(CultureInfo.InvariantCulture, words["AnswerTooLong"], CommentLength));
        // Threads are two levels deep.
        var thread = GraphMarks.Thread(reply.To.Id, reply.To.Version);
        if (time.GetUtcNow() - reply.IntendedAt > FirstTry)
        {
            var (known, there) = await Look(account, thread, reply, cancel);
            if (there is not null)
                return new SendOutcome.Sent(there);
            if (!known.Ok)
                return outcomes.Of(known, words, irreversible: false);
        }
        var answer = await api.Do(HttpMethod.Post, account, "comments", new JsonObject { ["snippet"] = new JsonObject { ["parentId"] = thread, ["textOriginal"] = reply.Text } }, cancel, ("part", "snippet"));
        if (answer.Ok && answer.Body.Text("id") is { Length: > 0 } id)
            return new SendOutcome.Sent(new(id, null));
        var outcome = outcomes.Of(answer, words, irreversible: true);
        return outcome is SendOutcome.Unknown && (await Look(account, thread, reply, cancel)).There is { } after ? new SendOutcome.Sent(after) : outcome;
    }

    public async Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel)
    {
        var answer = act switch
        {
            CommentAct.Hide => await Moderate(account, comment.Id, "heldForReview", cancel),
            CommentAct.Show => await Moderate(account, comment.Id, "published", cancel),
            // Others' comments are taken away from the channel's own videos by refusing them.
            _ => await Moderate(account, comment.Id, "rejected", cancel),
        };
        return answer.Ok || (act == CommentAct.Delete && answer.Reason == "commentNotFound") ? new SendOutcome.Sent(comment) : outcomes.Of(answer, GoogleWords.For(account), irreversible: false);
    }

    private Task<GoogleAnswer> Moderate(ConnectedAccount account, string comment, string status, CancellationToken cancel) =>
        api.Do(HttpMethod.Post, account, "comments/setModerationStatus", null, cancel, ("id", comment), ("moderationStatus", status));

    private async Task<(GoogleAnswer Answer, RemoteRef? There)> Look(ConnectedAccount account, string thread, OutgoingReply reply, CancellationToken cancel)
    {
        var answer = await api.Get(account, "comments", UnitCost.Read, cancel, ("part", "snippet"), ("parentId", thread), ("maxResults", "100"), ("textFormat", "plainText"));
        var own = account.Credentials<YouTubeKeys>().Channel;
        var there = answer.Body.Items("items").Where(one => one.Member("snippet").Member("authorChannelId").Text("value") == own && one.Member("snippet").Text("textOriginal").Trim() == reply.Text.Trim()
            && one.Member("snippet").Instant("publishedAt") >= reply.IntendedAt - ClockSkew).Select(one => one.Text("id")).FirstOrDefault(id => id.Length > 0);
        return (answer with { IsStrange = answer.Body.Member("items").ValueKind != JsonValueKind.Array }, there is null ? null : new RemoteRef(there, null));
    }
}
