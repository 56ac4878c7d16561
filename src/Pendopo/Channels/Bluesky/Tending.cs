using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Bluesky;

/// <summary>Likes what somebody said, and hides and shows it under the account's own posts: a like is a record of ours, and what is hidden stands in the gate of the thread
/// (app.bsky.feed.like, app.bsky.feed.threadgate). Done already counts.</summary>
internal sealed class Tending(SignedCalls calls, TimeProvider time)
{
    private const string Likes = "app.bsky.feed.like", Gates = "app.bsky.feed.threadgate";

    /// <summary>Bound of the gate's own list.</summary>
    private const int MostHidden = 300;

    // One key a liked post, whenever it is liked.
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<SendOutcome> Like(ConnectedAccount account, RemoteRef comment, CancellationToken cancel)
    {
        var words = BlueskyWords.For(account);
        if (comment.Version is null)
            return new SendOutcome.Refused("NoVersion", words["CannotAnswer"]);
        var key = RecordKey.Of(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(comment.Id)).AsSpan(0, 16)), Beginning);
        var record = new JsonObject { ["$type"] = Likes, ["subject"] = new JsonObject { ["uri"] = comment.Id, ["cid"] = comment.Version }, ["createdAt"] = Now };
        return await Put(account, Likes, key, record, there: null, cancel) is { Ok: false, Error: not "InvalidSwap" } refused ? Outcomes.Of(refused, words, irreversible: false) : new SendOutcome.Sent(comment);
    }

    public async Task<SendOutcome> Hide(ConnectedAccount account, RemoteRef comment, bool hidden, CancellationToken cancel)
    {
        var (words, own) = (BlueskyWords.For(account), account.Credentials<Session>().Did);
        var told = await calls.Ask(account, "app.bsky.feed.getPosts", [("uris", comment.Id)], cancel);
        if (!told.Ok)
            return Outcomes.Of(told, words, irreversible: false);
        if (AtUri.Read(told.Body.Items("posts").FirstOrDefault().Member("record").Member("reply").Member("root").Text("uri")) is not { } root || root.Did != own)
            return new SendOutcome.Refused("NotOurs", words["CannotHide"]);
        var gate = await calls.Ask(account, "com.atproto.repo.getRecord", [("repo", own), ("collection", Gates), ("rkey", root.Key)], cancel);
        if (!gate.Ok && gate.Error != "RecordNotFound")
            return Outcomes.Of(gate, words, irreversible: false);
        var record = gate.Ok ? (JsonObject)JsonNode.Parse(gate.Body.Member("value").GetRawText())! : new() { ["$type"] = Gates, ["post"] = root.ToString(), ["createdAt"] = Now };
        var replies = (record["hiddenReplies"]?.AsArray() ?? []).Select(reply => reply!.ToString()).ToList();
        if (replies.Contains(comment.Id) == hidden)
            return new SendOutcome.Sent(comment);
        record["hiddenReplies"] = new JsonArray([.. (hidden ? replies.Append(comment.Id).TakeLast(MostHidden) : replies.Where(reply => reply != comment.Id)).Select(reply => JsonValue.Create(reply))]);
        var put = await Put(account, Gates, root.Key, record, gate.Ok ? gate.Body.Text("cid") : null, cancel);
        return put.Ok ? new SendOutcome.Sent(comment) : put.Error == "InvalidSwap" ? new SendOutcome.RetryAt(null, words["NotReached"]) : Outcomes.Of(put, words, irreversible: false);
    }

    private string Now => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <param name="there">What it takes the place of; null for nothing.</param>
    private Task<XrpcAnswer> Put(ConnectedAccount account, string collection, string key, JsonObject record, string? there, CancellationToken cancel) =>
        calls.Do(account, "com.atproto.repo.putRecord", new() { ["repo"] = account.Credentials<Session>().Did, ["collection"] = collection, ["rkey"] = key, ["record"] = record, ["swapRecord"] = there }, cancel);
}
