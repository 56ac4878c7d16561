using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Facts;

/// <summary>Posts whose health facts are due or past, and taking the past ones back, for programs.</summary>
internal static class StaleApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var facts = routes.MapGroup("/api/v1/fact-dates").WithTags("Posts").Needs("publishing.see");
        facts.MapGet("/", Due);
        facts.MapPost("/recalls", Recalled).Needs("publishing.recall");
    }

    private static async Task<Ok<List<FactTask>>> Due(FactReader reader, Here here, TimeProvider time, CancellationToken cancel) =>
        TypedResults.Ok(await reader.Due(Clock.DateOf(time.GetUtcNow(), here.Centre.Zone), cancel));

    private static async Task<IResult> Recalled(StaleBody body, RecallStale recall, CancellationToken cancel) =>
        (await recall.Run(body.Posts ?? [], body.Reason ?? "", body.Sure, cancel)).ToResult(count => TypedResults.Ok(new StaleRecalled(count)));
}

/// <param name="Sure">That the list was looked through.</param>
internal sealed record StaleBody(bool Sure = false, IReadOnlyList<Id<Post>>? Posts = null, string? Reason = null);

internal sealed record StaleRecalled(int Recalled);
