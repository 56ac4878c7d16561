using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Facebook;

/// <summary>Writes on the page: pictures go up unseen, then one call shows the post. What became of that call is asked of the page's own feed.</summary>
internal sealed class FacebookWriting(GraphApi api, GraphOutcomes outcomes, FacebookVideos videos, GraphComments comments, TimeProvider time)
{
    /// <summary>Characters of a post, pictures of one, and bytes of a picture, which has to be smaller.</summary>
    public const int MessageLength = 63_206, MostPhotos = 10, PhotoBytes = (4 << 20) - 1;

    /// <summary>So long after an attempt its post may not be in the feed yet, though it is out. No source tells the figure.</summary>
    private static readonly TimeSpan FeedLags = TimeSpan.FromMinutes(4);

    // The clocks of two machines differ.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>As much of the words as is compared: the feed tells them without changing them, and a digest of the rest proves no more.</summary>
    private const int Compared = 500;

    private const string Fields = "id,permalink_url";

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        if (post is { Placement: Placement.Reel, Video: null })
            return new SendOutcome.Refused("NeedsVideo", words["NeedsVideo"]);
        if (post is { Placement: Placement.Story, Video: null, Images: [] })
            return new SendOutcome.Refused("NeedsPictureOrVideo", words["NeedsPictureOrVideo"]);
        if (keys.Steps.GetValueOrDefault(post.Key)?.Out is { } there)
            return await comments.Say(keys.Voice, words, post, there, fresh: false, cancel);
        var outcome = IsFilm(post) ? await videos.Publish(account, post, cancel) : await Tell(keys, words, post, cancel);
        if (outcome is not SendOutcome.Sent sent || post.Parts.Count == 0)
            return outcome;
        await Note(account, post, sent.Remote, cancel);
        return await comments.Say(keys.Voice, words, post, sent.Remote, fresh: true, cancel);
    }

    private static bool IsFilm(OutgoingPost post) => post.Video is not null || post.Placement == Placement.Story;

    // What is out is never sent again because of what is missing below it.
    private async Task Note(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        var now = time.Now();
        await account.Change<FacebookKeys>(keys => keys.With(post.Key, (keys.Steps.GetValueOrDefault(post.Key) ?? new("", "", post.Placement, "", now)) with { Out = remote }), cancel);
    }

    private async Task<SendOutcome> Tell(FacebookKeys keys, GraphWords words, OutgoingPost post, CancellationToken cancel)
    {
        var staged = new List<string>();
        foreach (var image in post.Images)
        {
            var photo = await Stage(keys, image, cancel);
            if (photo.Body.Text("id") is not { Length: > 0 } id)
            {
                await Discard(keys, staged, cancel);
                return outcomes.Of(keys.Access, photo, words, irreversible: false);
            }
            staged.Add(id);
        }
        var answer = await api.Post(keys.Access, $"{keys.Page}/feed", Input(post, staged), cancel);
        if (answer.Ok && answer.Body.Text("id") is { Length: > 0 } number)
            return new SendOutcome.Sent(new(number, Address(answer.Body, number)));
        var outcome = outcomes.Of(keys.Access, answer, words, irreversible: true);
        if (outcome is not SendOutcome.Unknown)
            await Discard(keys, staged, cancel);
        return outcome;
    }

    /// <summary>Looks whether it stands on the page since it was to go out, with what stands below it.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        if (keys.Steps.GetValueOrDefault(post.Key)?.Out is { } there)
            return await comments.Look(keys.Voice, words, post, there, cancel);
        var outcome = IsFilm(post) ? await videos.Reconcile(account, post, cancel) : await Find(keys, words, post, cancel);
        if (outcome is not SendOutcome.Sent sent || post.Parts.Count == 0)
            return outcome;
        await Note(account, post, sent.Remote, cancel);
        return await comments.Look(keys.Voice, words, post, sent.Remote, cancel);
    }

    /// <summary>Looks whether the words stand in the feed.</summary>
    private async Task<SendOutcome> Find(FacebookKeys keys, GraphWords words, OutgoingPost post, CancellationToken cancel)
    {
        var since = post.IntendedAt - ClockSkew;
        var answer = await api.Get(keys.Access, $"{keys.Page}/feed", [("fields", Fields + ",message,created_time"), ("since", $"{since.ToUnixTimeSeconds()}"), ("limit", "100")], cancel);
        if (!answer.Ok)
            return new SendOutcome.Unknown(words["CannotLook"]);
        var wanted = Plain(post.Text);
        foreach (var found in answer.Body.Items("data"))
        {
            if (found.Instant("created_time") >= since && Plain(found.Text("message")) == wanted && found.Text("id") is { Length: > 0 } id)
                return new SendOutcome.Sent(new(id, Address(found, id)));
        }
        return time.GetUtcNow() - post.IntendedAt < FeedLags ? new SendOutcome.Unknown(words["NotSeenYet"]) : new SendOutcome.RetryAt(null, words["NotThere"]);
    }

    public async Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        // A story shows no words, so there are none to change.
        if (post.Placement == Placement.Story)
            return new SendOutcome.Sent(remote);
        var answer = await api.Post(keys.Access, remote.Id, new JsonObject { ["message"] = post.Text }, cancel);
        return answer.Ok ? await comments.Change(keys.Voice, words, post, remote, cancel) : outcomes.Of(keys.Access, answer, words, irreversible: false);
    }

    public async Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        var answer = await api.Delete(keys.Access, remote.Id, cancel);
        if (answer.Ok || (answer.SeemsGone && await IsGone(keys, remote.Id, cancel)))
            return new SendOutcome.Sent(remote);
        return outcomes.Of(keys.Access, answer, words, irreversible: false);
    }

    // In an outage the network says of everything that it does not exist: the post is gone only while the page itself is there.
    private async Task<bool> IsGone(FacebookKeys keys, string id, CancellationToken cancel) =>
        (await api.Get(keys.Access, keys.Page, [("fields", "id")], cancel)).Ok && (await api.Get(keys.Access, id, [("fields", "id")], cancel)).SeemsGone;

    private async Task<GraphAnswer> Stage(FacebookKeys keys, OutgoingImage image, CancellationToken cancel)
    {
        var answer = await Upload(keys, image, image.Alt, cancel);
        // Whether a page takes alternative texts is not proven; the picture goes without rather than not at all.
        return answer.Code == 100 && image.Alt.Length > 0 && answer.Message.Contains("alt_text", StringComparison.OrdinalIgnoreCase) ? await Upload(keys, image, "", cancel) : answer;
    }

    private async Task<GraphAnswer> Upload(FacebookKeys keys, OutgoingImage image, string alt, CancellationToken cancel)
    {
        List<(string, string)> fields = [("published", "false")];
        if (alt.Length > 0)
            fields.Add(("alt_text_custom", alt));
        return await api.Upload(keys.Access, $"{keys.Page}/photos", await GraphForm.Of(fields, image, cancel), cancel);
    }

    /// <summary>Takes pictures away that wait for a post which does not come.</summary>
    private async Task Discard(FacebookKeys keys, List<string> staged, CancellationToken cancel)
    {
        foreach (var photo in staged)
            await api.Delete(keys.Access, photo, cancel);
    }

    private static JsonObject Input(OutgoingPost post, List<string> staged)
    {
        var input = new JsonObject { ["message"] = post.Text, ["published"] = true, ["fields"] = Fields };
        // A post with pictures shows no card, so the link would only stand in its way.
        if (staged.Count == 0)
            input["link"] = post.Url;
        else
            input["attached_media"] = new JsonArray([.. staged.Select(photo => new JsonObject { ["media_fbid"] = photo })]);
        return input;
    }

    private static string Address(System.Text.Json.JsonElement told, string id) => told.Text("permalink_url") is { Length: > 0 } url ? url : $"https://www.facebook.com/{id}";

    private static string Plain(string text)
    {
        var plain = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return plain.Length <= Compared ? plain : KeptText.Of(plain, Compared);
    }
}
