using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.YouTube;

/// <summary>
/// Brings the bytes of a video to the network in parts that go on where they stopped, also after a restart: the address of the upload is kept before the first
/// byte, and how much is there the network itself tells. The video is private until everything is in its place, so nothing here is seen by anybody.
/// </summary>
internal sealed class YouTubeUploading(YouTubeApi api, GoogleOutcomes outcomes, TimeProvider time)
{
    /// <summary>Parts are multiples of 256 KiB; small enough for a slow line to end one within its deadline.</summary>
    private const int Part = 4 * (256 << 10);

    /// <summary>One attempt goes on for so long; then what is under way in other places gets its turn.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(70);

    /// <summary>The upload with its video; null while it is not there, with why.</summary>
    public async Task<(YouTubeUpload? Upload, SendOutcome? Trouble)> Run(ConnectedAccount account, OutgoingPost post, OutgoingVideo video, CancellationToken cancel)
    {
        var words = GoogleWords.For(account);
        var upload = account.Credentials<YouTubeKeys>().Uploads.GetValueOrDefault(post.Key);
        // What was changed since was never shown; where it cannot be taken away it stays private.
        if (upload is { Revision: not 0, Video: { } old } && upload.Revision != post.Revision)
            await api.Do(HttpMethod.Delete, account, "videos", null, cancel, ("id", old));
        if (upload is null || (upload.Revision != 0 && upload.Revision != post.Revision))
        {
            var (begun, refused) = await Begin(account, post, video, words, cancel);
            if (begun is null)
                return (null, refused);
            upload = begun;
        }
        return upload.Video is not null ? (upload, null) : await Bring(account, post, video, upload, words, cancel);
    }

    private async Task<(YouTubeUpload? Upload, SendOutcome? Trouble)> Begin(ConnectedAccount account, OutgoingPost post, OutgoingVideo video, GoogleWords words, CancellationToken cancel)
    {
        var answer = await api.BeginUpload(account, new JsonObject { ["snippet"] = YouTubeWords.Snippet(post), ["status"] = YouTubeWords.Status("private") }, video, cancel);
        if (answer.Status is not (>= 200 and <= 299) || !api.IsOurs(answer.Location))
            return (null, answer.Status is >= 200 and <= 299 ? new SendOutcome.RetryAt(null, words["NotReached"]) : outcomes.Of(answer, words, irreversible: false));
        var upload = new YouTubeUpload(answer.Location, time.Now()) { Revision = post.Revision };
        await Keep(account, post.Key, upload, cancel);
        return (upload, null);
    }

    private async Task<(YouTubeUpload? Upload, SendOutcome? Trouble)> Bring(ConnectedAccount account, OutgoingPost post, OutgoingVideo video, YouTubeUpload upload, GoogleWords words, CancellationToken cancel)
    {
        var until = time.GetUtcNow() + Turn;
        await using var bytes = await video.Open(cancel);
        // Asked first: an earlier attempt may have brought more than it was told.
        var answer = await api.Put(account, upload.Session, $"bytes */{video.Bytes}", null, cancel);
        while (answer.Status == 308)
        {
            var there = There(answer.Range);
            if (time.GetUtcNow() >= until)
                return (null, new SendOutcome.HeldUntil(time.Now(), string.Format(CultureInfo.InvariantCulture, words["UploadStands"], 100 * there / video.Bytes)));
            answer = await Send(account, upload, bytes, there, video.Bytes, cancel);
        }
        if (answer.Status is 200 or 201 && answer.Body.Text("id") is { Length: > 0 } id)
        {
            var arrived = upload with { Video = id, ArrivedAt = time.Now() };
            await Keep(account, post.Key, arrived, cancel);
            return (arrived, null);
        }
        if (!answer.IsMissing)
            return (null, outcomes.Of(answer, words, irreversible: false));
        // The address is dead. What it may have brought is private and stays so: begun anew.
        await account.Change<YouTubeKeys>(keys => keys.Without(post.Key), cancel);
        return (null, new SendOutcome.RetryAt(null, words["UploadAnew"]));
    }

    private Task<GoogleAnswer> Send(ConnectedAccount account, YouTubeUpload upload, Stream bytes, long from, long whole, CancellationToken cancel)
    {
        var length = (int)Math.Min(Part, whole - from);
        // Opened again when a token is renewed in between: the place is set each time.
        var part = new OutboundBody("application/octet-stream", length, async token =>
        {
            var buffer = new byte[length];
            bytes.Position = from;
            await bytes.ReadExactlyAsync(buffer, token);
            return new MemoryStream(buffer, writable: false);
        });
        return api.Put(account, upload.Session, $"bytes {from}-{from + length - 1}/{whole}", part, cancel);
    }

    /// <summary>Keeps an upload beside what is kept at this moment: a token may have been renewed since.</summary>
    public Task Keep(ConnectedAccount account, Guid post, YouTubeUpload upload, CancellationToken cancel) => account.Change<YouTubeKeys>(keys => keys.With(post, upload, time.GetUtcNow()), cancel);

    // `bytes=0-524287`; none of it where the header is missing.
    private static long There(string range) => long.TryParse(range[(range.IndexOf('-', StringComparison.Ordinal) + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last + 1 : 0;
}
