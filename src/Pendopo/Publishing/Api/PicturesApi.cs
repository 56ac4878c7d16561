using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Api;

/// <summary>Pictures of a post for programs, with the same handler and rules as the desk's page.</summary>
internal static class PicturesApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pictures = routes.MapGroup("/api/v1/posts/{id}/pictures").WithTags("Posts").Needs("publishing.see").Needs("publishing.write");
        // A program holds no page and so no page's token; a browser that sends another site's form says so (Fetch Metadata, W3C).
        pictures.MapPost("/", Added).DisableAntiforgery().AddEndpointFilter(OtherSites.Refuse)
            .WithMetadata(new RequestSizeLimitAttribute(TakeFile.MaxRequest))
            .Produces<PostBody>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Adds a picture: JPEG, PNG or WebP, or the pages of a PDF as pictures, at most 10 MB, with its description and whom it shows: nobody, a crowd, or persons whose consents are named.");
        pictures.MapDelete("/{file}", Removed).Produces<PostBody>();
    }

    /// <param name="picture">What it is, its bytes say. Its name goes through the finder and is kept nowhere.</param>
    /// <param name="alt">What it shows, for those who do not see it; required.</param>
    /// <param name="shows">`Nobody`, `Crowd` or `Persons`; required, without a default.</param>
    /// <param name="consents">With `Persons`: the ids of their consents, separated by commas or spaces.</param>
    private static async Task<IResult> Added(Id<Post> id, IFormFile? picture, [FromForm] string? alt, [FromForm] string? shows, [FromForm] string? consents, PostLedger ledger, PostPictures pictures, DeclarePicture declare, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is null)
            return TypedResults.NotFound();
        if (picture is not { Length: > 0 })
            return Refused(ledger.Problem("PictureRequired", "Picture"));
        if (string.IsNullOrWhiteSpace(alt))
            return Refused(ledger.Problem("AltRequired", "Alt"));
        var said = DeclaredApi.Read(shows, consents);
        if (await declare.Refuses(said, cancel) is { } undeclared)
            return DeclaredApi.Refused(undeclared);
        await using var content = picture.OpenReadStream();
        var added = await pictures.Add(id, content, alt.Trim(), said, cancel, picture.FileName);
        return await Answer(added, ledger, body => TypedResults.Created($"/api/v1/posts/{id}", body), cancel);
    }

    private static async Task<IResult> Removed(Id<Post> id, Id<StoredFile> file, PostLedger ledger, PostPictures pictures, CancellationToken cancel) =>
        await Answer(await pictures.Remove(id, file, cancel), ledger, body => TypedResults.Ok(body), cancel);

    private static async Task<IResult> Answer(Result<Post> result, PostLedger ledger, Func<PostBody, IResult> ok, CancellationToken cancel)
    {
        if (!result.Ok)
            return result.ToResult(_ => TypedResults.NoContent());
        return ok(PostBody.Of(result.Value, await ledger.Publications(result.Value.Id, cancel)));
    }

    private static IResult Refused(Problem problem) => ((Result<Post>)problem).ToResult(_ => TypedResults.NoContent());
}
