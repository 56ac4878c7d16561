using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Hold;

/// <summary>The hold for programs: a centre has one or none.</summary>
internal static class HoldApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        ManyApi.Map(routes);
        var hold = routes.MapGroup("/api/v1/hold").WithTags("Posts").Needs("publishing.see");
        hold.MapGet("/", Now);
        hold.MapGet("/plan", async (HoldBook book, CancellationToken cancel) => TypedResults.Ok(await book.Planned(cancel))).WithSummary("What is planned, and of it what a hold keeps back; replies, reminders, private messages and what is under way are never held.");
        hold.MapPut("/", Begun).Needs(HoldSwitch.MayHold);
        hold.MapDelete("/", Ended).Needs(HoldSwitch.MayHold);
    }

    private static async Task<IResult> Now(HoldBook book, CancellationToken cancel) =>
        await book.Now(cancel) is { } hold ? TypedResults.Ok(new HoldBody(hold.Reason, hold.BegunAt)) : TypedResults.NotFound();

    private static async Task<IResult> Begun(HoldWordsBody body, HoldSwitch held, CancellationToken cancel) =>
        (await held.Begin(body.Reason ?? "", cancel)).ToResult(hold => TypedResults.Ok(new HoldBody(hold.Reason, hold.BegunAt)));

    private static async Task<IResult> Ended(HoldSwitch held, LateOnes? late, CancellationToken cancel) =>
        (await held.End(late ?? LateOnes.Ask, cancel)).ToResult(_ => TypedResults.NoContent());
}

internal sealed record HoldWordsBody(string? Reason = null);

internal sealed record HoldBody(string Reason, DateTimeOffset Since);
