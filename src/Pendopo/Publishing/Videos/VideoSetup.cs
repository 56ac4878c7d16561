using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Files.Videos;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Public;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Videos;

/// <summary>What videos add to their room: the captions beside a page, and the form that works without script.</summary>
internal static class VideoSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<PostVideos>().AddScoped<VideoReader>();

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        VideosApi.Map(routes);
        var pages = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute("publishing.page"));
        foreach (var at in new[] { "", "/@{handle}" })
            pages.MapGet($"{at}/posts/{{slug}}/captions.vtt", Captions);
        var desk = routes.MapGroup("/desk/posts/{id}/video").ExcludeFromDescription();
        desk.MapGet("/captions.vtt", DeskCaptions).Needs("publishing.see");
        desk.MapPost("/file", Sent).Needs("publishing.write").WithMetadata(new RequestSizeLimitAttribute(TakeVideo.MaxForm)).WithFormOptions(multipartBodyLengthLimit: TakeVideo.MaxForm);
    }

    private static async Task<IResult> Captions(string slug, HttpContext http, Here here, PublicPages pages, ConsentUses consents, CancellationToken cancel)
    {
        var handle = CentreMiddleware.HandleIn(http.Request.Path);
        if (!here.HasCentre || (handle is not null && !handle.Equals(here.Centre.Handle, StringComparison.OrdinalIgnoreCase)))
            return TypedResults.NotFound();
        if (await pages.Page(slug, cancel) is not { RecalledAt: null } page || PostDetails.Of(page.Details).Video is not { Captions.Length: > 0 } video)
            return TypedResults.NotFound();
        if (page.ShowsPersons && await consents.Stops(PostConsents.KindName, page.Id.Value, cancel))
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=300";
        return Vtt(video.Captions);
    }

    private static async Task<IResult> DeskCaptions(Id<Post> id, PostLedger ledger, CancellationToken cancel) =>
        await ledger.Find(id, cancel) is { } post && post.Words.Details.Video is { Captions.Length: > 0 } video ? Vtt(video.Captions) : TypedResults.NotFound();

    private static ContentHttpResult Vtt(string captions) => TypedResults.Text(captions, "text/vtt", System.Text.Encoding.UTF8);

    /// <summary>A whole video in one form: what the page's field sends where no script runs.</summary>
    private static async Task<IResult> Sent(Id<Post> id, IFormCollection form, PostLedger ledger, TakeVideo take, PostVideos videos, Pictures.FileNames names, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is null)
            return TypedResults.NotFound();
        if (form.Files.GetFile("video") is not { Length: > 0 } video)
            return Back(id, ledger.Problem("VideoRequired").Code);
        // Asked before the bytes are kept: nothing is taken in of which nobody says whom it shows.
        if (Declared.Declaration.Read(form["Form.UploadShows"]) is not { } shows)
            return Back(id, "VideoShowsRequired");
        await using var content = video.OpenReadStream();
        var taken = await take.Whole(content, video.Length, cancel, await names.KindsIn(video.FileName, cancel));
        if (!taken.Ok)
            return Back(id, taken.Problems[0].Code);
        var put = await videos.Put(id, taken.Value.Id, shows, cancel);
        return put.Ok ? TypedResults.LocalRedirect($"~/desk/posts/{id}/video?done=video") : Back(id, put.Problems[0].Code);
    }

    // Only the code of a text goes into the address.
    private static RedirectHttpResult Back(Id<Post> id, string code) => TypedResults.LocalRedirect($"~/desk/posts/{id}/video?problem={code}");
}
