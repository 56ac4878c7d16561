using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Consents;

/// <summary>Whom a post shows, for programs: the consents alone, never a name.</summary>
internal static class PersonsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/posts/{id}/consents", Named).WithTags("Posts").Needs("publishing.see");
        routes.MapPut("/api/v1/posts/{id}/consents", Name).WithTags("Posts").Needs("publishing.see").Needs("publishing.write");
    }

    private static async Task<Results<Ok<List<NamedBody>>, NotFound>> Named(Id<Post> id, PostLedger ledger, ConsentUses uses, CancellationToken cancel) =>
        await ledger.Find(id, cancel) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok((await uses.Of(PostConsents.KindName, id.Value, cancel)).Select(named => new NamedBody(named.Consent.Id, named.Code, named.Live, named.Consent.UntilDay)).ToList());

    private static async Task<IResult> Name(Id<Post> id, PersonsBody body, NamePersons name, CancellationToken cancel) =>
        (await name.Run(id, body.Consents ?? [], cancel)).ToResult(_ => TypedResults.NoContent());
}

internal sealed record PersonsBody(IReadOnlyList<Id<Consent>>? Consents = null);

internal sealed record NamedBody(Id<Consent> Consent, string Code, bool Live, DateOnly Until);
