using System.Net.Http.Headers;
using System.Security.Cryptography;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Mastodon;

/// <summary>The pictures of a post, or its video where the server takes it: handed over once with their descriptions, kept by number, and waited for until the server has made them ready.</summary>
internal sealed class MastodonMedia(MastodonApi api, MastodonOutcomes outcomes, MastodonInstances instances, TimeProvider time)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <summary>A picture that the server has not made ready by then is handed over anew.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    /// <summary>Hands over what is missing. Null when all pictures are ready; else what to do.</summary>
    public async Task<SendOutcome?> Prepare(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var words = MastodonWords.For(account);
        var draft = account.Credentials<MastodonKeys>().Drafts.GetValueOrDefault(post.Key) ?? Fresh(post);
        if (draft.Revision != post.Revision || (draft is { Begun: false, Media.Count: > 0 } && draft.At < time.Now() - LongestWait))
        {
            var fresh = draft = Fresh(post);
            await account.Change<MastodonKeys>(kept => kept.With(post.Key, fresh, time.Now()), cancel);
        }
        var files = Files(post, await instances.Of(account, cancel));
        for (var number = draft.Media.Count; number < files.Count; number++)
        {
            var keys = account.Credentials<MastodonKeys>();
            var answer = await api.Upload(keys, await Form(files[number], cancel), cancel);
            if (!answer.Ok || answer.Body.Text("id") is not { Length: > 0 } id)
                return outcomes.Of(answer, words, irreversible: false);
            var next = draft = draft with { Media = [.. draft.Media, id] };
            await account.Change<MastodonKeys>(kept => kept.With(post.Key, next, time.Now()), cancel);
        }
        foreach (var id in draft.Begun ? [] : draft.Media)
        {
            if (await Unready(account, post, id, words, cancel) is { } trouble)
                return trouble;
        }
        return null;
    }

    private MastodonDraft Fresh(OutgoingPost post) => new([], Begun: false, time.Now()) { Revision = post.Revision };

    // One video stands alone; its poster is for servers that take none.
    private static IReadOnlyList<OutgoingImage> Files(OutgoingPost post, MastodonBounds bounds) => post.Video is { } video && video.Bytes <= bounds.VideoBytes
        ? [new(video.Url, video.MediaType, video.Width, video.Height, post.Images.FirstOrDefault()?.Alt ?? post.Title, video.Open)] : post.Images;

    private async Task<SendOutcome?> Unready(ConnectedAccount account, OutgoingPost post, string id, MastodonWords words, CancellationToken cancel)
    {
        var keys = account.Credentials<MastodonKeys>();
        var answer = await api.Get(keys, $"/api/v1/media/{Uri.EscapeDataString(id)}", cancel);
        // Attached already, or forgotten: the call that shows the post says which. Some servers know no such look.
        if (answer.Status is 200 or 404 or 405)
            return null;
        if (answer.Status == 206)
            return new SendOutcome.RetryAt(time.Now() + Wait, words["BeingPrepared"]);
        if (answer.Status == 422)
            await account.Change<MastodonKeys>(kept => kept.With(post.Key, Fresh(post), time.Now()), cancel);
        return answer.Status == 422 ? new SendOutcome.Refused("PictureFailed", words["PictureFailed"]) : outcomes.Of(answer, words, irreversible: false);
    }

    private static async Task<OutboundBody> Form(OutgoingImage image, CancellationToken cancel)
    {
        var boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);
        using var measured = await Make(image, boundary, cancel);
        return new($"multipart/form-data; boundary={boundary}", measured.Headers.ContentLength, async token => await (await Make(image, boundary, token)).ReadAsStreamAsync(token));
    }

    private static async Task<MultipartFormDataContent> Make(OutgoingImage image, string boundary, CancellationToken cancel)
    {
        var form = new MultipartFormDataContent(boundary);
        var picture = new StreamContent(await image.Open(cancel));
        picture.Headers.ContentType = new MediaTypeHeaderValue(image.MediaType);
        // A file's own name may say more than it should.
        form.Add(picture, "file", "picture");
        if (image.Alt.Length > 0)
            form.Add(new StringContent(image.Alt), "description");
        return form;
    }
}
