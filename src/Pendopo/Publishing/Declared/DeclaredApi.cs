using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Declared;

/// <summary>Whom pictures show and whom the library quotes, for programs: consents by their ids and codes, never a name.</summary>
internal static class DeclaredApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/posts/{id}/declarations", Pictures).WithTags("Posts").Needs("publishing.see").Produces<List<ShownPictureBody>>().WithSummary("The pictures of a post: what each shows, in words, and whom.");
        routes.MapPut("/api/v1/files/{file}/declaration", Declared).WithTags("Posts").Needs("publishing.write")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity).WithSummary("Says whom a picture shows that is here already.");
        Named(routes, "library", LibraryConsents.KindName, "Library");
        Named(routes, "infographics", InfographicConsents.KindName, "Infographics");
    }

    /// <summary>What a form says of a picture.</summary>
    /// <param name="consents">Ids, separated by commas or spaces; what is none of that is the empty id, which nobody has.</param>
    public static Declaration Read(string? shows, string? consents) => new(Declaration.Read(shows),
        [.. (consents ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(text => Guid.TryParse(text, out var id) ? new Id<Consent>(id) : default)]);

    /// <summary>400 that names the field: a program forgot it, and no second try mends that.</summary>
    public static IResult Refused(Problem problem)
    {
        var field = (problem.Field ?? "shows").ToLowerInvariant();
        return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [problem.Text] }, title: problem.Text,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = problem.Code, ["field"] = field });
    }

    private static void Named(IEndpointRouteBuilder routes, string path, string kind, string tag)
    {
        routes.MapGet($"/api/v1/{path}/{{id}}/consents", async (Guid id, NameUse name, ConsentUses uses, CancellationToken cancel) =>
            await name.Knows(kind, id, cancel) ? (IResult)TypedResults.Ok((await uses.Of(kind, id, cancel)).Select(ConsentNameBody.Of)) : TypedResults.NotFound())
            .Produces<IEnumerable<ConsentNameBody>>().WithTags(tag).Needs("publishing.see").WithSummary("Whom it shows or quotes, by their consents.");
        routes.MapPut($"/api/v1/{path}/{{id}}/consents", async (Guid id, NamedConsentsBody body, NameUse name, CancellationToken cancel) =>
            (await name.Run(kind, id, body.Consents ?? [], cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithTags(tag).Needs("publishing.write").WithSummary("Names the consents of everybody it shows or quotes.");
    }

    private static async Task<IResult> Pictures(Id<Post> id, PostLedger ledger, PendopoDb db, ConsentUses uses, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is not { } post)
            return TypedResults.NotFound();
        var ids = post.Words.Pictures.Select(picture => picture.File).ToList();
        var files = await db.Set<StoredFile>().AsNoTracking().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancel);
        var told = new List<ShownPictureBody>();
        foreach (var picture in post.Words.Pictures.Where(picture => files.ContainsKey(picture.File)))
            told.Add(new(picture.File, picture.Alt, files[picture.File].Shows, [.. (await uses.Of(PictureConsents.KindName, picture.File.Value, cancel)).Select(ConsentNameBody.Of)]));
        return TypedResults.Ok(told);
    }

    private static async Task<IResult> Declared(Id<StoredFile> file, DeclarationBody body, DeclarePicture declare, CancellationToken cancel)
    {
        if (Declaration.Read(body.Shows) is null)
            return Refused(declare.Unsaid);
        var done = await declare.Run(file, new(Declaration.Read(body.Shows), body.Consents ?? []), cancel);
        return done.ToResult(_ => TypedResults.NoContent());
    }
}

/// <param name="Shows">`Nobody`, `Crowd` or `Persons`; required, without a default.</param>
/// <param name="Consents">With `Persons`: their consents.</param>
internal sealed record DeclarationBody(string? Shows = null, IReadOnlyList<Id<Consent>>? Consents = null);

internal sealed record NamedConsentsBody(IReadOnlyList<Id<Consent>>? Consents = null);

/// <param name="Live">Whether it holds today.</param>
internal sealed record ConsentNameBody(Id<Consent> Consent, string Code, ConsentPurpose Purpose, bool Live, DateOnly Until)
{
    public static ConsentNameBody Of(NamedConsent named) => new(named.Consent.Id, named.Code, named.Consent.Purpose, named.Live, named.Consent.UntilDay);
}

/// <param name="Shows">Null while nobody said so: then it goes nowhere.</param>
internal sealed record ShownPictureBody(Id<StoredFile> File, string Alt, Shown? Shows, IReadOnlyList<ConsentNameBody> Consents);
