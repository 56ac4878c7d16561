using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;

namespace Pendopo.Channels.YouTube;

/// <summary>The first comment below a video that is shown. While it is missing the video counts as not certain, never as not sent: it stands there already. It is looked for before it is
/// said, and not said again while a call without an answer may still come to light.</summary>
internal sealed class YouTubeComments(YouTubeApi api, GoogleOutcomes outcomes, TimeProvider time)
{
    /// <summary>No source tells how long a comment takes to stand in the list.</summary>
    private static readonly TimeSpan ListLags = TimeSpan.FromMinutes(4);

    /// <param name="say">Whether a missing one is said; else it is only looked for.</param>
    public async Task<SendOutcome> First(ConnectedAccount account, OutgoingPost post, RemoteRef remote, bool say, CancellationToken cancel) =>
        post.Parts is [var part, ..] ? await Say(account, post, remote, part, say, cancel) with { Out = remote } : new SendOutcome.Sent(remote);

    /// <summary>Brings it to the words that it has now. A comment that is no longer among them stays, and a person takes it away.</summary>
    public async Task<SendOutcome> Change(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        if (post.Parts is not [var part, ..])
            return new SendOutcome.Sent(remote);
        var words = GoogleWords.For(account);
        var (asked, own) = await Own(account, remote.Id, cancel);
        if (!asked.Ok)
            return outcomes.Of(asked, words, irreversible: false);
        // The oldest that the channel said there itself.
        if (own.LastOrDefault() is not { ValueKind: JsonValueKind.Object } there)
            return (await Tell(account, remote.Id, part, cancel)) is { Ok: false } no ? outcomes.Of(no, words, irreversible: false) : new SendOutcome.Sent(remote);
        if (Words(there) == part.Trim())
            return new SendOutcome.Sent(remote);
        var answer = await api.Do(HttpMethod.Put, account, "comments", new JsonObject { ["id"] = there.Text("id"), ["snippet"] = new JsonObject { ["textOriginal"] = part } }, cancel, ("part", "snippet"));
        return answer.Ok ? new SendOutcome.Sent(remote) : outcomes.Of(answer, words, irreversible: false);
    }

    private async Task<SendOutcome> Say(ConnectedAccount account, OutgoingPost post, RemoteRef remote, string part, bool say, CancellationToken cancel)
    {
        var (words, now) = (GoogleWords.For(account), time.GetUtcNow());
        var (asked, own) = await Own(account, remote.Id, cancel);
        if (asked.Reason == "commentsDisabled")
            return new SendOutcome.Unknown(words["FirstCommentByHand"]);
        if (!asked.Ok)
            return new SendOutcome.Unknown(words["FirstCommentNotYet"]) { AskAt = asked.PausedUntil };
        if (own.Exists(one => Words(one) == part.Trim()))
            return new SendOutcome.Sent(remote);
        if (account.Credentials<YouTubeKeys>().Uploads.GetValueOrDefault(post.Key)?.SaidAt is { } tried && now - tried < ListLags)
            return new SendOutcome.Unknown(words["FirstCommentNotYet"]);
        if (!say)
            return new SendOutcome.RetryAt(null, words["FirstCommentNotYet"]);
        await account.Change<YouTubeKeys>(keys => keys.Uploads.GetValueOrDefault(post.Key) is { } upload ? keys.With(post.Key, upload with { SaidAt = now }, now) : null, cancel);
        var answer = await Tell(account, remote.Id, part, cancel);
        if (answer.Ok)
            return new SendOutcome.Sent(remote);
        return outcomes.Of(answer, words, irreversible: true) is SendOutcome.Refused ? new SendOutcome.Unknown(words["FirstCommentByHand"]) : new SendOutcome.Unknown(words["FirstCommentNotYet"]) { AskAt = answer.PausedUntil };
    }

    private Task<GoogleAnswer> Tell(ConnectedAccount account, string video, string text, CancellationToken cancel) => api.Do(HttpMethod.Post, account, "commentThreads", new JsonObject
    {
        ["snippet"] = new JsonObject
        {
            ["channelId"] = account.Credentials<YouTubeKeys>().Channel, ["videoId"] = video,
            ["topLevelComment"] = new JsonObject { ["snippet"] = new JsonObject { ["textOriginal"] = text } },
        },
    }, cancel, ("part", "snippet"));

    // Newest first, as far as the first page reaches.
    private async Task<(GoogleAnswer Answer, List<JsonElement> Own)> Own(ConnectedAccount account, string video, CancellationToken cancel)
    {
        var answer = await api.Get(account, "commentThreads", UnitCost.Read, cancel, ("part", "snippet"), ("videoId", video), ("maxResults", "100"), ("order", "time"), ("textFormat", "plainText"));
        var channel = account.Credentials<YouTubeKeys>().Channel;
        return (answer with { IsStrange = answer.Ok && answer.Body.Member("items").ValueKind != JsonValueKind.Array },
            [.. answer.Body.Items("items").Select(thread => thread.Member("snippet").Member("topLevelComment")).Where(one => one.Member("snippet").Member("authorChannelId").Text("value") == channel)]);
    }

    private static string Words(JsonElement comment) => comment.Member("snippet").Text("textOriginal").Trim();
}
