using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Api;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Videos;

/// <summary>Videos for programs, and for the page's own script: begun, sent piece by piece, put into a post.</summary>
internal static class VideosApi
{
    private const string Offset = "Upload-Offset";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var videos = routes.MapGroup("/api/v1/videos").WithTags("Videos").Needs("publishing.write");
        videos.MapPost("/", Begun).WithSummary("Makes a place for a video of at most 300 MB.");
        videos.MapGet("/{id}", Asked).WithSummary("How far it is: bytes that are safe (also as Upload-Offset), and then how much of its copies is made.");
        videos.MapPatch("/{id}", Appended).WithMetadata(new RequestSizeLimitAttribute(TakeVideo.MaxPiece))
            .WithSummary("Adds a piece of at most 16 MB at Upload-Offset. What came before a cut is kept; ask for the offset and go on.");
        videos.MapPost("/{id}/attempts", Again).WithSummary("Makes the copies once more, where that failed.");
        var post = routes.MapGroup("/api/v1/posts/{id}/video").WithTags("Posts").Needs("publishing.see").Needs("publishing.write");
        post.MapPut("/", Put);
        post.MapDelete("/", Removed);
    }

    private static async Task<IResult> Begun(NewVideoBody body, TakeVideo take, Pictures.FileNames names, CancellationToken cancel) =>
        (await take.Begin(body.Size, body.Sha256 ?? "", cancel, await names.KindsIn(body.Name, cancel))).ToResult(video => TypedResults.Created($"/api/v1/videos/{video.Id}", VideoBody.Of(video)));

    private static async Task<IResult> Asked(Id<Video> id, TakeVideo take, HttpContext http, CancellationToken cancel) =>
        (await take.Ask(id, cancel)).ToResult(video => Told(http, video));

    private static async Task<IResult> Appended(Id<Video> id, [FromHeader(Name = Offset)] long? offset, TakeVideo take, HttpContext http, CancellationToken cancel)
    {
        var taken = await take.Append(id, offset ?? -1, http.Request.Body, cancel);
        if (taken.Ok || taken.IsNotFound || taken.Problems[0].Code != "VideoOffset")
            return taken.ToResult(video => Told(http, video));
        if (await take.Mine(id, cancel) is { } known)
            http.Response.Headers[Offset] = known.Arrived.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: "VideoOffset", detail: taken.Problems[0].Text);
    }

    private static async Task<IResult> Again(Id<Video> id, TakeVideo take, CancellationToken cancel) => (await take.Again(id, cancel)).ToResult(video => TypedResults.Ok(VideoBody.Of(video)));

    private static async Task<IResult> Put(Id<Post> id, PostVideoBody body, PostLedger ledger, PostVideos videos, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is not { } post)
            return TypedResults.NotFound();
        var shows = body.Shows ?? (body.Video is null || body.Video == post.Words.Details.Video?.Video ? post.Words.Details.Video?.Shows : null);
        if (body.Video is not null && shows is null)
            return Declared.DeclaredApi.Refused(ledger.Problem("VideoShowsRequired", "Shows"));
        if (body.Video is { } video && post.Words.Details.Video?.Video != video && await videos.Put(id, video, shows, cancel) is { Ok: false } refused)
            return refused.ToResult(_ => TypedResults.NoContent());
        return await Answer(await videos.Say(id, new(body.Captions ?? "", body.Transcript ?? "", body.Silent, shows), cancel), ledger, cancel);
    }

    private static async Task<IResult> Removed(Id<Post> id, PostLedger ledger, PostVideos videos, CancellationToken cancel) => await Answer(await videos.Remove(id, cancel), ledger, cancel);

    private static async Task<IResult> Answer(Result<Post> result, PostLedger ledger, CancellationToken cancel) =>
        result.Ok ? TypedResults.Ok(PostBody.Of(result.Value, await ledger.Publications(result.Value.Id, cancel))) : result.ToResult(_ => TypedResults.NoContent());

    private static Ok<VideoBody> Told(HttpContext http, Video video)
    {
        http.Response.Headers[Offset] = video.Arrived.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(VideoBody.Of(video));
    }
}

/// <param name="Size">Bytes of the whole.</param>
/// <param name="Sha256">SHA-256 of the whole in hexadecimal; left out when it is not known.</param>
/// <param name="Name">The name of the file, for the finder alone: it is kept nowhere.</param>
internal sealed record NewVideoBody(long Size = 0, string? Sha256 = null, string? Name = null);

/// <param name="Video">A video that was sent whole; left out to change the words of the one that is there.</param>
/// <param name="Captions">WebVTT or SRT.</param>
/// <param name="Silent">Nobody speaks in it.</param>
/// <param name="Shows">Whom it shows; required with a video that is put in, without a default. Left out later, what was said stays.</param>
internal sealed record PostVideoBody(Id<Video>? Video = null, string? Captions = null, string? Transcript = null, bool Silent = false, Shown? Shows = null);

internal sealed record VideoBody(Id<Video> Id, VideoState State, long Size, long Arrived, int Percent, int Seconds, string? Fault)
{
    public static VideoBody Of(Video video) => new(video.Id, video.State, video.Size, video.Arrived, video.Percent, video.Seconds, video.Fault);
}
