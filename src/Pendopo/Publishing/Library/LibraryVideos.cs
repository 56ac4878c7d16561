using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Videos;

namespace Pendopo.Publishing.Library;

/// <summary>Videos of the library without a page in return: the form that works without script, captions, and the same for programs.</summary>
internal static class LibraryVideos
{
    private const string Page = "/desk/library/video";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Page + "/file", Sent).Needs("publishing.write").ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(TakeVideo.MaxForm)).WithFormOptions(multipartBodyLengthLimit: TakeVideo.MaxForm);
        routes.MapGet("/desk/library/{id}/captions.vtt", Captions).Needs("publishing.see").ExcludeFromDescription();
        routes.MapPost("/api/v1/library/videos", Added).WithTags("Library").WithSummary("Puts a video into the library that was sent whole by /api/v1/videos.").Needs("publishing.write").Produces<LibraryBody>(StatusCodes.Status201Created);
        routes.MapPut("/api/v1/library/{id}/video", Said).WithTags("Library").WithSummary("Says what is said and shown in a video of the library.").Needs("publishing.write").Produces<LibraryBody>();
    }

    /// <summary>Where a video that was sent is named.</summary>
    public static string Next(Id<Video> video, Shown shows) => $"{Page}?video={video}&shows={shows}";

    private static async Task<IResult> Sent(IFormCollection form, PostLedger ledger, TakeVideo take, Pictures.FileNames names, CancellationToken cancel)
    {
        if (form.Files.GetFile("video") is not { Length: > 0 } video)
            return Back(ledger.Problem("VideoRequired").Code);
        // Asked before the bytes are kept: nothing is taken in of which nobody says whom it shows.
        if (Declaration.Read(form["Form.UploadShows"]) is not { } shows)
            return Back("VideoShowsRequired");
        await using var content = video.OpenReadStream();
        var taken = await take.Whole(content, video.Length, cancel, await names.KindsIn(video.FileName, cancel));
        return taken.Ok ? TypedResults.LocalRedirect("~" + Next(taken.Value.Id, shows)) : Back(taken.Problems[0].Code);
    }

    private static async Task<IResult> Captions(Id<LibraryItem> id, PendopoDb db, CancellationToken cancel) =>
        (await db.Set<LibraryItem>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel))?.Video is { Captions.Length: > 0 } video
            ? TypedResults.Text(video.Captions, "text/vtt", System.Text.Encoding.UTF8) : TypedResults.NotFound();

    private static async Task<IResult> Added(NewLibraryVideoBody body, KeepVideo keep, LibraryReader reader, CancellationToken cancel)
    {
        var added = await keep.Add(new(body.Video, (body.Words ?? new(LibraryKind.Video)).ToWords(), body.Said), cancel);
        return added.Ok ? TypedResults.Created($"/api/v1/library/{added.Value.Id}", LibraryBody.Of((await reader.Read(added.Value.Id, cancel))!)) : added.ToResult(_ => TypedResults.NoContent());
    }

    private static async Task<IResult> Said(Id<LibraryItem> id, LibraryVideoWordsBody body, KeepVideo keep, LibraryReader reader, CancellationToken cancel)
    {
        var said = await keep.Say(id, new(body.Captions ?? "", body.Transcript ?? "", body.Silent, body.Shows), body.Version, cancel);
        return said.Ok ? TypedResults.Ok(LibraryBody.Of((await reader.Read(id, cancel))!)) : said.ToResult(_ => TypedResults.NoContent());
    }

    // Only the code of a text goes into the address.
    private static RedirectHttpResult Back(string code) => TypedResults.LocalRedirect($"~{Page}?problem={code}");
}

/// <param name="Video">A video that one sent whole.</param>
/// <param name="Words">Its name, whose it is, and the like; the kind is a video.</param>
/// <param name="Captions">WebVTT or SRT.</param>
/// <param name="Silent">Nobody speaks in it.</param>
/// <param name="Shows">Whom it shows; required, without a default.</param>
internal sealed record NewLibraryVideoBody(Id<Video> Video, LibraryWordsBody? Words = null, string? Captions = null, string? Transcript = null, bool Silent = false, Shown? Shows = null)
{
    public PostVideos.Said Said => new(Captions ?? "", Transcript ?? "", Silent, Shows);
}

/// <param name="Version">The version of the thing that is changed.</param>
internal sealed record LibraryVideoWordsBody(int Version = 0, string? Captions = null, string? Transcript = null, bool Silent = false, Shown? Shows = null);

/// <summary>A video of the library.</summary>
/// <param name="Bytes">Of the largest and of the smallest copy that readers get; null while they are made.</param>
internal sealed record LibraryVideoBody(Id<Video> Video, VideoState State, int Percent, int Seconds, long? Bytes, long? SmallestBytes, string Captions, string Transcript, bool Silent, Shown? Shows)
{
    public static LibraryVideoBody? Of(LibraryLine line) => line is not { Item.Video: { } said, Film: { } film } ? null
        : new(said.Video, film.State, film.Percent, film.Seconds, film.Largest?.Bytes, film.Smallest?.Bytes, said.Captions, said.Transcript, said.Silent, said.Shows);
}
