using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Bluesky;

/// <summary>Writes posts and answers into the account's repository: first what nobody sees (pictures, names), then the one record.</summary>
internal sealed class Writing(SignedCalls calls)
{
    /// <summary>Bound of app.bsky.embed.images since 2026; a larger picture is refused by the server only after it was sent.</summary>
    public const int MaxImageBytes = 2_000_000;

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var words = BlueskyWords.For(account);
        var blobs = new List<JsonNode>();
        foreach (var image in post.Images)
        {
            if (await Upload(account, image, words, blobs, cancel) is { } trouble)
                return trouble;
        }
        var people = await People(account, post.Text, cancel);
        var root = RecordKey.Of(post.Key, post.IntendedAt);
        var outcome = await Put(account, root, PostRecord.Of(post, people, blobs), words, cancel);
        // A refusal says nothing of an earlier attempt, whose answer may have been lost: what stands there stands, and is gone on with.
        if (outcome is SendOutcome.Refused && await Find(account, root, cancel) is var there and not SendOutcome.RetryAt)
            outcome = there;
        return outcome is SendOutcome.Sent sent && post.Parts.Count > 0 ? await PutParts(account, post, sent, root, cancel) : outcome;
    }

    /// <summary>Looks whether the post and every part of it stand in the repository; what is missing may be sent, for what is there stays as it is.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var root = RecordKey.Of(post.Key, post.IntendedAt);
        var outcome = await Find(account, root, cancel);
        for (var part = 1; part <= post.Parts.Count && outcome is SendOutcome.Sent; part++)
        {
            if (await Find(account, RecordKey.Part(root, part), cancel) is var found and not SendOutcome.Sent)
                return found with { Out = ((SendOutcome.Sent)outcome).Remote };
        }
        return outcome;
    }

    // Each part answers the one before. The keys and records are the same at every attempt, so a thread that broke off is gone on with where it ended.
    private async Task<SendOutcome> PutParts(ConnectedAccount account, OutgoingPost post, SendOutcome.Sent sent, string root, CancellationToken cancel)
    {
        var words = BlueskyWords.For(account);
        var above = sent.Remote;
        for (var part = 1; part <= post.Parts.Count; part++)
        {
            var text = post.Parts[part - 1];
            var reply = new OutgoingReply(post.Key, post.IntendedAt.AddMilliseconds(part), above, sent.Remote, new("", "", "", null), text, post.Language, Private: false);
            var outcome = await Put(account, RecordKey.Part(root, part), PostRecord.Of(reply, await People(account, text, cancel)), words, cancel);
            if (outcome is not SendOutcome.Sent next)
            {
                // Final for a part is final for all: half a thread does not stay.
                if (outcome is SendOutcome.Refused)
                    return await Recall(account, sent.Remote, cancel) is SendOutcome.Sent ? outcome : new SendOutcome.Unknown(words["NoAnswer"]) { Out = sent.Remote };
                return outcome with { Out = sent.Remote };
            }
            above = next.Remote;
        }
        return sent;
    }

    public async Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        var words = BlueskyWords.For(account);
        // A reference without its version cannot be written (com.atproto.repo.strongRef).
        if (reply.To.Version is null || reply.Root.Version is null)
            return new SendOutcome.Refused("NoVersion", words["CannotAnswer"]);
        var people = await People(account, reply.Text, cancel);
        var key = RecordKey.Of(reply.Key, reply.IntendedAt);
        var outcome = await Put(account, key, PostRecord.Of(reply, people), words, cancel);
        return outcome is SendOutcome.Unknown ? await Find(account, key, cancel) : outcome;
    }

    /// <summary>Looks whether the record of this key stands in the repository.</summary>
    public async Task<SendOutcome> Find(ConnectedAccount account, string key, CancellationToken cancel)
    {
        var words = BlueskyWords.For(account);
        var uri = AtUri.Post(account.Credentials<Session>().Did, key);
        var answer = await calls.Ask(account, "com.atproto.repo.getRecord", [("repo", uri.Did), ("collection", uri.Collection), ("rkey", key)], cancel);
        if (answer.Ok)
            return new SendOutcome.Sent(new(uri.ToString(), uri.Page, answer.Body.Text("cid")));
        // Not there means not out. Were the first request still on its way, the second would find its record or be refused by it.
        return answer.Error == "RecordNotFound"
            ? new SendOutcome.RetryAt(null, words["NotReached"])
            : Outcomes.Of(answer, words, irreversible: false) is SendOutcome.Reconnect lost ? lost : new SendOutcome.Unknown(words["NoAnswer"]);
    }

    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var words = BlueskyWords.For(account);
        if (AtUri.Read(remote.Id) is not { } uri)
            return new SendOutcome.Refused("NoAddress", words["CannotRecall"]);
        var parts = 0;
        while (parts < ChannelLimits.MostParts)
        {
            var found = await Find(account, RecordKey.Part(uri.Key, parts + 1), cancel);
            if (found is SendOutcome.RetryAt)
                break;
            if (found is not SendOutcome.Sent)
                return found is SendOutcome.Reconnect ? found : new SendOutcome.RetryAt(null, words["NoAnswer"]);
            parts++;
        }
        // The last part first: what is left after a crash is still found from the post on.
        for (var part = parts; part >= 0; part--)
        {
            if (await Delete(account, uri, part == 0 ? uri.Key : RecordKey.Part(uri.Key, part), words, cancel) is { } trouble)
                return trouble;
        }
        return new SendOutcome.Sent(remote);
    }

    private async Task<SendOutcome?> Delete(ConnectedAccount account, AtUri uri, string key, BlueskyWords words, CancellationToken cancel)
    {
        var input = new JsonObject { ["repo"] = uri.Did, ["collection"] = uri.Collection, ["rkey"] = key };
        var answer = await calls.Do(account, "com.atproto.repo.deleteRecord", input, cancel);
        // Deleting twice is the same as once, so nothing about it stays unknown.
        return answer.Ok ? null : Outcomes.Of(answer, words, irreversible: false);
    }

    private async Task<SendOutcome> Put(ConnectedAccount account, string key, JsonObject record, BlueskyWords words, CancellationToken cancel)
    {
        var input = new JsonObject
        {
            ["repo"] = account.Credentials<Session>().Did,
            ["collection"] = AtUri.PostCollection,
            ["rkey"] = key,
            ["record"] = record,
            // "There must be none": the very same record is still answered with success and changes nothing.
            ["swapRecord"] = null,
        };
        var answer = await calls.Do(account, "com.atproto.repo.putRecord", input, cancel);
        if (answer.Ok && AtUri.Read(answer.Body.Text("uri")) is { } uri)
            return new SendOutcome.Sent(new(uri.ToString(), uri.Page, answer.Body.Text("cid")));
        // Another record stands at our own key: an earlier attempt went out, with words that have changed since.
        return answer.Error == "InvalidSwap" ? await Find(account, key, cancel) : Outcomes.Of(answer, words, irreversible: true);
    }

    private async Task<SendOutcome?> Upload(ConnectedAccount account, OutgoingImage image, BlueskyWords words, List<JsonNode> blobs, CancellationToken cancel)
    {
        await using var stream = await image.Open(cancel);
        if (await ReadUpTo(stream, MaxImageBytes, cancel) is not { } bytes)
            return new SendOutcome.Refused("ImageTooLarge", words["ImageTooLarge"]);
        var answer = await calls.Upload(account, OutboundBody.Of(bytes, image.MediaType), cancel);
        if (!answer.Ok || answer.Body.Member("blob") is not { ValueKind: System.Text.Json.JsonValueKind.Object } blob)
            return Outcomes.Of(answer, words, irreversible: false);
        blobs.Add(JsonNode.Parse(blob.GetRawText())!);
        return null;
    }

    /// <summary>The ids of those who are mentioned; a handle that leads to nobody is left out.</summary>
    private async Task<IReadOnlyDictionary<string, string>> People(ConnectedAccount account, string text, CancellationToken cancel)
    {
        var people = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var handle in RichText.Find(text).Where(span => span.Kind == SpanKind.Mention).Select(span => span.Value).Distinct(StringComparer.Ordinal))
        {
            var answer = await calls.Ask(account, "com.atproto.identity.resolveHandle", [("handle", handle)], cancel);
            if (answer.Ok && answer.Body.Text("did") is { Length: > 0 } did)
                people[handle] = did;
        }
        return people;
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadUpTo(Stream stream, int most, CancellationToken cancel)
    {
        var bytes = new byte[most + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        // A bare null would become empty bytes: an array's null converts to them.
        return length > most ? default(ReadOnlyMemory<byte>?) : bytes.AsMemory(0, length);
    }
}
