using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Blurring;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Pictures;

/// <summary>What the text in pictures adds to its room.</summary>
internal static class PicturesSetup
{
    public static void Add(IServiceCollection services) =>
        services.AddScoped<FileNames>().AddScoped<PictureGate>().AddScoped<LookAtPictures>().AddScoped<BlurPostPicture>().AddScoped<PictureReport>();

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/posts/{id}/pictures", Known).WithTags("Posts").Needs("publishing.see")
            .Produces<IReadOnlyList<PictureFacts>>().WithSummary("What stands in the pictures of a post, as far as it was read.");
        routes.MapPut("/api/v1/posts/{id}/picture-check", async (Id<Post> id, PictureCheckBody body, LookAtPictures look, CancellationToken cancel) =>
            (await look.Run(id, body.Lines ?? [], cancel)).ToResult(_ => TypedResults.NoContent())).WithTags("Posts").Needs("publishing.see");
        routes.MapPost("/api/v1/posts/{id}/pictures/{file}/blurs", async (Id<Post> id, Id<StoredFile> file, BlurBody body, BlurPostPicture blur, CancellationToken cancel) =>
            (await blur.Run(id, file, [.. (body.Boxes ?? []).OfType<PictureBox>()], cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithTags("Posts").Needs("publishing.see").Needs("publishing.write").WithSummary("Makes parts of a picture unreadable for good. It cannot be undone.");
    }

    private static async Task<IResult> Known(Id<Post> id, PostLedger ledger, PictureReport report, CancellationToken cancel) =>
        await ledger.Find(id, cancel) is { } post ? TypedResults.Ok(await report.Of(post.Words, cancel)) : TypedResults.NotFound();
}

/// <param name="Lines">All four: `faces`, `papers`, `background`, `place`.</param>
internal sealed record PictureCheckBody(IReadOnlyList<string>? Lines = null);

/// <param name="Boxes">Parts of the picture, in hundredths of its width and height.</param>
internal sealed record BlurBody(IReadOnlyList<PictureBox?>? Boxes = null);
