using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Facebook;

/// <summary>
/// Videos, reels and stories of a page: the bytes go up unseen, the place is kept after each part, one call shows it. What became of that call the video or the
/// list of stories tells. Shown and not ready yet it is "not certain": a person who takes it back meanwhile takes back something that is there.
/// </summary>
internal sealed class FacebookVideos(GraphApi api, GraphOutcomes outcomes, FacebookBytes bytes, FacebookCaptions captions, TimeProvider time)
{
    /// <summary>So long after the call its effect may not be told yet. No source tells the figure.</summary>
    private static readonly TimeSpan Lags = TimeSpan.FromMinutes(4);

    private const int MayNot = 3, ShownAlready = 1363131, PhotoShownAlready = 1366051, DetailLength = 200;

    private const string Fields = "status,permalink_url";

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        var step = Known(keys, post);
        if (step?.Failed is { } why)
        {
            await account.Change<FacebookKeys>(kept => kept.Without(post.Key), cancel);
            return new SendOutcome.Refused("VideoFailed", string.Format(CultureInfo.InvariantCulture, words["VideoFailed"], why));
        }
        if (step?.ShownAt is not null)
            return await Settle(account, post, step, cancel);
        if (step is null)
        {
            var (answer, begun) = await Begin(keys, post, cancel);
            if (begun is null)
                return Trouble(keys, answer, words, post, irreversible: false);
            step = begun = begun with { Revision = post.Revision };
            await account.Change<FacebookKeys>(kept => kept.With(post.Key, begun), cancel);
        }
        if (post.Video is not null && await bytes.Send(account, post, step, cancel) is { } unfinished)
            return unfinished;
        if (await captions.Before(account, post, account.Credentials<FacebookKeys>().Steps[post.Key], cancel) is { } waits)
            return waits;
        return await Show(account, post, account.Credentials<FacebookKeys>().Steps[post.Key], cancel);
    }

    /// <summary>Asks what became of the call that shows it.</summary>
    public async Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        if (Known(keys, post) is not { } step)
            return FacebookKeys.Remembers(post.IntendedAt, time.GetUtcNow()) ? new SendOutcome.RetryAt(null, words["NotThere"]) : new SendOutcome.Unknown(words["CannotLook"]);
        return step.ShownAt is null ? new SendOutcome.RetryAt(null, words["NotThere"]) : await Settle(account, post, step, cancel);
    }

    // Another video, or another place, is another upload; what was shown stays what it was.
    private static FacebookStep? Known(FacebookKeys keys, OutgoingPost post) =>
        keys.Steps.GetValueOrDefault(post.Key) is { Media.Length: > 0 } step && (step.ShownAt is not null || (step.Placement == post.Placement && step.Sha256 == (post.Video?.Sha256 ?? "") && (post.Video is not null || step.Revision == post.Revision))) ? step : null;

    private static string Edge(Placement placement) => placement switch
    {
        Placement.Reel => "video_reels",
        Placement.Story => "video_stories",
        _ => "videos",
    };

    private async Task<(GraphAnswer Answer, FacebookStep? Step)> Begin(FacebookKeys keys, OutgoingPost post, CancellationToken cancel)
    {
        if (post.Video is not { } film)
        {
            var photo = await api.Upload(keys.Access, $"{keys.Page}/photos", await GraphForm.Of([("published", "false")], post.Images[0], cancel), cancel);
            return (photo, photo.Body.Text("id") is { Length: > 0 } number && photo.Ok ? new(number, "", post.Placement, "", time.Now()) : null);
        }
        var input = new JsonObject { ["upload_phase"] = "start" };
        if (post.Placement == Placement.Post)
            input["file_size"] = film.Bytes.ToString(CultureInfo.InvariantCulture);
        var answer = await api.Post(keys.Access, $"{keys.Page}/{Edge(post.Placement)}", input, cancel);
        var (id, where) = (answer.Body.Text("video_id"), answer.Body.Text(post.Placement == Placement.Post ? "upload_session_id" : "upload_url"));
        return (answer, answer.Ok && id.Length > 0 && where.Length > 0 ? new(id, where, post.Placement, film.Sha256, time.Now()) { Until = FacebookBytes.Told(answer, "end_offset") ?? 0 } : null);
    }

    private async Task<SendOutcome> Show(ConnectedAccount account, OutgoingPost post, FacebookStep step, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        // Kept before it: what was not kept was never shown.
        var shown = step = step with { ShownAt = time.Now() };
        await account.Change<FacebookKeys>(kept => kept.With(post.Key, shown), cancel);
        var answer = await api.Post(keys.Access, Address(keys, post, step), Input(post, step), cancel);
        if (answer.Ok && answer.Body.Member("success").ValueKind == System.Text.Json.JsonValueKind.True)
        {
            var told = answer.Body.Text("post_id");
            return post.Video is null && told.Length > 0 ? new SendOutcome.Sent(new(told, null)) : await Settle(account, post, step, cancel);
        }
        if (answer.Subcode is ShownAlready or PhotoShownAlready)
            return new SendOutcome.Unknown(words["Duplicate"]);
        var outcome = Trouble(keys, answer, words, post, irreversible: true);
        if (outcome is SendOutcome.Refused)
        {
            await account.Change<FacebookKeys>(kept => kept.Without(post.Key), cancel);
            await api.Delete(keys.Access, step.Media, cancel);
        }
        else if (outcome is not SendOutcome.Unknown)
            await account.Change<FacebookKeys>(kept => kept.With(post.Key, step with { ShownAt = null }), cancel);
        return outcome;
    }

    private static string Address(FacebookKeys keys, OutgoingPost post, FacebookStep step) => $"{keys.Page}/{(post.Video is null ? "photo_stories" : Edge(step.Placement))}";

    private static JsonObject Input(OutgoingPost post, FacebookStep step)
    {
        if (post.Video is null)
            return new() { ["photo_id"] = step.Media };
        var input = new JsonObject { ["upload_phase"] = "finish" };
        if (step.Placement == Placement.Post)
            input["upload_session_id"] = step.Where;
        else
            input["video_id"] = step.Media;
        if (step.Placement == Placement.Reel)
            input["video_state"] = "PUBLISHED";
        if (post.Text.Length > 0)
            input["description"] = post.Text;
        return input;
    }

    private Task<SendOutcome> Settle(ConnectedAccount account, OutgoingPost post, FacebookStep step, CancellationToken cancel) =>
        step.Sha256.Length == 0 ? FindStory(account, post, step, cancel) : LookAt(account, post, step, cancel);

    private async Task<SendOutcome> LookAt(ConnectedAccount account, OutgoingPost post, FacebookStep step, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        var look = await api.Get(keys.Access, step.Media, [("fields", Fields + ",post_id")], cancel);
        // A version that does not know the field refuses the whole call.
        if (look.Code == 100 && !look.SeemsGone)
            look = await api.Get(keys.Access, step.Media, [("fields", Fields)], cancel);
        if (!look.Ok)
            return new SendOutcome.Unknown(words["CannotLook"]);
        var status = look.Body.Member("status");
        switch (status.Text("video_status"))
        {
            case "ready":
                return await captions.After(account, post, step, Remote(keys, step, look), cancel);
            case "error" or "expired":
                // Nobody sees it, so it is taken away, and the next turn tells why.
                await api.Delete(keys.Access, step.Media, cancel);
                await account.Change<FacebookKeys>(kept => kept.With(post.Key, step with { Failed = KeptText.Of(Said(status, words), DetailLength) }), cancel);
                return new SendOutcome.RetryAt(time.Now(), words["VideoPrepared"]);
            case "processing":
                return new SendOutcome.Unknown(words["VideoPrepared"]);
            default:
                return await NotYet(account, post, step, cancel);
        }
    }

    private static string Said(System.Text.Json.JsonElement status, GraphWords words) =>
        status.Member("processing_phase").Items("errors").Concat(status.Member("processing_phase").Items("error")).Select(error => error.Text("message")).FirstOrDefault(text => text.Length > 0) ?? words["RefusedWithoutReason"];

    private async Task<SendOutcome> FindStory(ConnectedAccount account, OutgoingPost post, FacebookStep step, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<FacebookKeys>(), GraphWords.For(account));
        var told = await api.Get(keys.Access, $"{keys.Page}/stories", [("fields", "post_id,media_id,url"), ("limit", "100")], cancel);
        if (!told.Ok)
            return new SendOutcome.Unknown(words["CannotLook"]);
        foreach (var story in told.Body.Items("data"))
        {
            if (story.Text("media_id") == step.Media && story.Text("post_id") is { Length: > 0 } id)
                return new SendOutcome.Sent(new(id, story.Text("url") is { Length: > 0 } url ? url : null));
        }
        return await NotYet(account, post, step, cancel);
    }

    private async Task<SendOutcome> NotYet(ConnectedAccount account, OutgoingPost post, FacebookStep step, CancellationToken cancel)
    {
        var words = GraphWords.For(account);
        if (time.GetUtcNow() - step.ShownAt < Lags)
            return new SendOutcome.Unknown(words["NotSeenYet"]);
        await account.Change<FacebookKeys>(kept => kept.With(post.Key, step with { ShownAt = null }), cancel);
        return new SendOutcome.RetryAt(null, words["NotThere"]);
    }

    private static RemoteRef Remote(FacebookKeys keys, FacebookStep step, GraphAnswer look)
    {
        var (post, url) = (look.Body.Text("post_id"), look.Body.Text("permalink_url"));
        // Told without its page where it is a post of the page; a story has a number of its own.
        var id = post.Length == 0 ? step.Media : step.Placement == Placement.Story || post.Contains('_') ? post : $"{keys.Page}_{post}";
        return new(id, url.StartsWith('/') ? "https://www.facebook.com" + url : url.Length > 0 ? url : $"https://www.facebook.com/{id}");
    }

    private SendOutcome Trouble(FacebookKeys keys, GraphAnswer answer, GraphWords words, OutgoingPost post, bool irreversible) => answer.Code == MayNot && post.Placement == Placement.Story
        ? new SendOutcome.Refused("NoStories", words["StoryRefused"]) : outcomes.Of(keys.Access, answer, words, irreversible);
}
