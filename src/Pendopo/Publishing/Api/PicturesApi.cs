using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Api;

/// <summary>Pictures of a post for programs, with the same handler and rules as the desk's page.</summary>
internal static class PicturesApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pictures = routes.MapGroup("/api/v1/posts/{id}/pictures").WithTags("Posts").Needs("publishing.see").Needs("publishing.write");
        // A program holds no page and so no page's token; a browser that sends another site's form says so (Fetch Metadata, W3C).
        pictures.MapPost("/", Added).DisableAntiforgery().AddEndpointFilter(RefuseOtherSites)
            .WithMetadata(new RequestSizeLimitAttribute(TakeFile.MaxRequest))
            .Produces<PostBody>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Adds a picture: JPEG, PNG or WebP, at most 10 MB, with its description.");
        pictures.MapDelete("/{file}", Removed).Produces<PostBody>();
    }

    /// <param name="picture">What it is, its bytes say; its name and type are not asked for.</param>
    /// <param name="alt">What it shows, for those who do not see it; required.</param>
    private static async Task<IResult> Added(Id<Post> id, IFormFile? picture, [FromForm] string? alt, PostLedger ledger, PostPictures pictures, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is null)
            return TypedResults.NotFound();
        if (picture is not { Length: > 0 })
            return Refused(ledger.Problem("PictureRequired", "Picture"));
        if (string.IsNullOrWhiteSpace(alt))
            return Refused(ledger.Problem("AltRequired", "Alt"));
        await using var content = picture.OpenReadStream();
        var added = await pictures.Add(id, content, alt.Trim(), cancel);
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

    private static ValueTask<object?> RefuseOtherSites(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            ? next(call) : ValueTask.FromResult<object?>(TypedResults.StatusCode(StatusCodes.Status403Forbidden));
}
