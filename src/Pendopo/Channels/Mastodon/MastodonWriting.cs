using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Mastodon;

/// <summary>
/// Writes posts and answers. The call that shows something carries a key made from the publication and its revision, which the server remembers for an hour; and
/// before it is made a second time, the account's own posts are looked at. So nothing stands there twice, also on servers that know no such keys.
/// </summary>
internal sealed class MastodonWriting(MastodonApi api, MastodonOutcomes outcomes, MastodonThreads threads, MastodonMedia media, MastodonInstances instances, TimeProvider time)
{
    // Kept by the server for up to an hour; so long we trust it.
    private static readonly TimeSpan KeysLive = TimeSpan.FromMinutes(50), FirstTry = TimeSpan.FromSeconds(30);

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words, bounds) = (account.Credentials<MastodonKeys>(), MastodonWords.For(account), await instances.Of(account, cancel));
        if (post.Parts.Prepend(post.Text).Any(text => bounds.Length(text) > bounds.Characters))
            return new SendOutcome.Refused("TooLong", string.Format(CultureInfo.InvariantCulture, words["TooLong"], bounds.Characters));
        var found = MastodonFound.Nothing;
        if (keys.Drafts.GetValueOrDefault(post.Key) is { Begun: true })
        {
            found = await threads.Find(keys, post, cancel);
            if (found.Trouble is { } trouble)
                return outcomes.Of(trouble, words, irreversible: false);
        }
        if (found.Posts.Count == 0)
        {
            if (await media.Prepare(account, post, cancel) is { } unready)
                return unready;
            keys = account.Credentials<MastodonKeys>();
            var draft = keys.Drafts.GetValueOrDefault(post.Key) ?? new([], Begun: false, time.Now()) { Revision = post.Revision };
            if (!draft.Begun)
                keys = await account.Change<MastodonKeys>(kept => kept.With(post.Key, draft with { Begun = true, At = time.Now() }, time.Now()), cancel);
            var answer = await api.Post(keys, "/api/v1/statuses", First(post, draft.Media, bounds), Key(post, 0), cancel);
            if (!answer.Ok || answer.Body.Text("id").Length == 0)
                return outcomes.Of(answer, words, irreversible: true);
            found = new([answer.Body], null);
        }
        return await Parts(account, post, [.. found.Posts], cancel);
    }

    /// <summary>Looks what of the post stands there.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<MastodonKeys>(), MastodonWords.For(account));
        var found = await threads.Find(keys, post, cancel);
        if (found.Trouble is { } trouble)
            return outcomes.Of(trouble, words, irreversible: false) is SendOutcome.Reconnect lost ? lost : new SendOutcome.Unknown(words["CannotLook"]);
        if (found.Posts.Count == post.Parts.Count + 1)
            return new SendOutcome.Sent(Reference(post, found.Posts));
        if (found.Posts.Count > 0)
            return new SendOutcome.RetryAt(null, words["NotThere"]) { Out = Reference(post, found.Posts) };
        // Its lists may lag behind. The key makes a second call harmless; without one, an hour is waited by a person.
        var since = time.Now() - (keys.Drafts.GetValueOrDefault(post.Key)?.At ?? post.IntendedAt);
        return keys.KeepsKeys && since < KeysLive || since > TimeSpan.FromHours(1)
            ? new SendOutcome.RetryAt(null, words["NotThere"]) : new SendOutcome.Unknown(words["LookYourself"]);
    }

    public async Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        var (keys, words, bounds) = (account.Credentials<MastodonKeys>(), MastodonWords.For(account), await instances.Of(account, cancel));
        if (post.Parts.Prepend(post.Text).Any(text => bounds.Length(text) > bounds.Characters))
            return new SendOutcome.Refused("TooLong", string.Format(CultureInfo.InvariantCulture, words["TooLong"], bounds.Characters));
        var mark = MastodonMark.Read(remote.Version);
        var isSame = mark?.Stamp == MastodonMark.StampOf(post);
        if (mark?.Poll is not null && !isSame)
            return new SendOutcome.Refused("PollFixed", words["PollFixed"]);
        var (parts, trouble) = mark?.Parts is { } kept ? (kept, null) : await threads.Chain(keys, remote.Id, cancel);
        if (trouble is not null)
            return outcomes.Of(trouble, words, irreversible: false);
        if (parts.Count != post.Parts.Count)
            return new SendOutcome.Refused("PartsFixed", words["PartsFixed"]);
        var (input, unready) = await Changed(account, post, remote, isSame, cancel);
        if (input is null)
            return unready!;
        if (mark?.Poll is not null && post.Poll is { } poll)
            input["poll"] = Poll(poll, bounds);
        foreach (var (id, body) in parts.Zip(post.Parts, (id, text) => (id, Words(text, post.Language))).Prepend((remote.Id, input)))
        {
            var answer = await api.Put(account.Credentials<MastodonKeys>(), $"/api/v1/statuses/{Uri.EscapeDataString(id)}", body, cancel);
            // The same change twice is one.
            if (!answer.Ok)
                return outcomes.Of(answer, words, irreversible: false);
        }
        return new SendOutcome.Sent(remote with { Version = new MastodonMark(mark?.Poll, MastodonMark.StampOf(post), parts).ToString() });
    }

    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<MastodonKeys>(), MastodonWords.For(account));
        var (parts, trouble) = MastodonMark.Read(remote.Version)?.Parts is { } kept ? (kept, null) : await threads.Chain(keys, remote.Id, cancel);
        if (trouble is not null)
            return outcomes.Of(trouble, words, irreversible: false);
        // The last part first: what is left after a crash is still known from the post on.
        foreach (var id in parts.Prepend(remote.Id).Reverse())
        {
            var answer = await api.Delete(keys, $"/api/v1/statuses/{Uri.EscapeDataString(id)}?delete_media=true", cancel);
            if (!answer.Ok && answer.Status != 404)
                return outcomes.Of(answer, words, irreversible: false);
        }
        return new SendOutcome.Sent(remote);
    }

    public async Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        var (keys, words, bounds) = (account.Credentials<MastodonKeys>(), MastodonWords.For(account), await instances.Of(account, cancel));
        var text = Addressed(reply);
        if (bounds.Length(text) > bounds.Characters)
            return new SendOutcome.Refused("TooLong", string.Format(CultureInfo.InvariantCulture, words["TooLong"], bounds.Characters));
        // What was tried before may stand there.
        if (time.Now() - reply.IntendedAt > FirstTry && await Said(keys, words, reply, text, cancel) is { } said)
            return said;
        var input = Words(text, reply.Language);
        (input["in_reply_to_id"], input["visibility"]) = (reply.To.Id, reply.Private ? "direct" : "public");
        var answer = await api.Post(keys, "/api/v1/statuses", input, reply.Key.ToString("N"), cancel);
        if (answer.Ok && answer.Body.Text("id") is { Length: > 0 } id)
            return new SendOutcome.Sent(new(id, Address(answer.Body)));
        var outcome = outcomes.Of(answer, words, irreversible: true);
        if (outcome is not SendOutcome.Unknown)
            return outcome;
        return await Said(keys, words, reply, text, cancel) is SendOutcome.Sent after ? after : keys.KeepsKeys ? new SendOutcome.RetryAt(null, words["NotThere"]) : outcome;
    }

    /// <summary>Where a person can look at it.</summary>
    public static string? Address(JsonElement status) => status.Text("url") is { Length: > 0 } page ? page : null;

    // Where the server cannot be asked, only its memory of keys makes a second call harmless.
    private async Task<SendOutcome?> Said(MastodonKeys keys, MastodonWords words, OutgoingReply reply, string text, CancellationToken cancel)
    {
        var found = await threads.Find(keys, reply.To.Id, text, reply.IntendedAt, cancel);
        if (found.Posts is [var there])
            return new SendOutcome.Sent(new(there.Text("id"), Address(there)));
        return found.Trouble is not { } trouble || (keys.KeepsKeys && time.Now() - reply.IntendedAt < KeysLive) ? null : outcomes.Of(trouble, words, irreversible: false);
    }

    // Who is not named is not told.
    private static string Addressed(OutgoingReply reply)
    {
        var name = reply.Author.Handle.TrimStart('@');
        return name.Length == 0 || reply.Text.Contains("@" + name, StringComparison.OrdinalIgnoreCase) ? reply.Text : $"@{name} {reply.Text}";
    }

    private async Task<SendOutcome> Parts(ConnectedAccount account, OutgoingPost post, List<JsonElement> there, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<MastodonKeys>(), MastodonWords.For(account));
        for (var part = there.Count; part <= post.Parts.Count; part++)
        {
            var input = Words(post.Parts[part - 1], post.Language);
            (input["in_reply_to_id"], input["visibility"]) = (there[^1].Text("id"), "public");
            var answer = await api.Post(keys, "/api/v1/statuses", input, Key(post, part), cancel);
            if (answer.Ok && answer.Body.Text("id").Length > 0)
            {
                there.Add(answer.Body);
                continue;
            }
            var outcome = outcomes.Of(answer, words, irreversible: true);
            // Final for a part is final for all: half a thread does not stay.
            if (outcome is SendOutcome.Refused)
                return await Recall(account, Reference(post, there), cancel) is SendOutcome.Sent ? outcome : new SendOutcome.Unknown(words["NoAnswer"]);
            return outcome is SendOutcome.Unknown ? outcome : outcome with { Out = Reference(post, there) };
        }
        return new SendOutcome.Sent(Reference(post, there));
    }

    private static RemoteRef Reference(OutgoingPost post, IReadOnlyList<JsonElement> there) => new(
        there[0].Text("id"), Address(there[0]),
        new MastodonMark(there[0].Member("poll").Text("id") is { Length: > 0 } poll ? poll : null, MastodonMark.StampOf(post), [.. there.Skip(1).Select(part => part.Text("id"))]).ToString());

    private async Task<(JsonObject? Input, SendOutcome? Trouble)> Changed(ConnectedAccount account, OutgoingPost post, RemoteRef remote, bool isSame, CancellationToken cancel)
    {
        var (input, words) = (Words(post.Text, post.Language), MastodonWords.For(account));
        if (post.Images.Count == 0 && post.Video is null)
            return (input, null);
        if (!isSame)
        {
            if (await media.Prepare(account, post, cancel) is { } unready)
                return (null, unready);
            input["media_ids"] = List(account.Credentials<MastodonKeys>().Drafts[post.Key].Media);
            return (input, null);
        }
        var answer = await api.Get(account.Credentials<MastodonKeys>(), $"/api/v1/statuses/{Uri.EscapeDataString(remote.Id)}", cancel);
        if (!answer.Ok)
            return (null, outcomes.Of(answer, words, irreversible: false));
        var ids = answer.Body.Items("media_attachments").Select(one => one.Text("id")).ToList();
        input["media_ids"] = List(ids);
        input["media_attributes"] = new JsonArray([.. ids.Zip(post.Images.Select(image => image.Alt).DefaultIfEmpty(post.Title), (id, alt) => new JsonObject { ["id"] = id, ["description"] = alt })]);
        return (input, null);
    }

    private JsonObject First(OutgoingPost post, IReadOnlyList<string> pictures, MastodonBounds bounds)
    {
        var input = Words(post.Text, post.Language);
        input["visibility"] = "public";
        if (pictures.Count > 0)
            input["media_ids"] = List(pictures);
        else if (MastodonConnector.Asks(post) && bounds.Take(post.Poll!, time.Now()))
            input["poll"] = Poll(post.Poll!, bounds);
        return input;
    }

    private JsonObject Poll(OutgoingPoll poll, MastodonBounds bounds) => new()
    {
        ["options"] = List([.. poll.Answers.Select(answer => answer.Text)]),
        ["expires_in"] = (int)Math.Clamp((poll.EndsAt!.Value - time.Now()).TotalSeconds, bounds.ShortestPoll, bounds.LongestPoll),
        ["multiple"] = poll.Several,
    };

    private static JsonObject Words(string text, string language) => new() { ["status"] = text, ["language"] = language.Split('-')[0] };

    private static JsonArray List(IEnumerable<string> items) => new([.. items.Select(item => JsonValue.Create(item))]);

    private static string Key(OutgoingPost post, int part) => string.Create(CultureInfo.InvariantCulture, $"{post.Key:N}-{post.Revision}-{part}");
}
