using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Web;

/// <summary>What a supervisor asks: is the program alive, can it serve.</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", (Readiness readiness) => TypedResults.Text(readiness.IsReady ? "live\n" : $"live, {readiness.Doing ?? "preparing the database"}\n"));
        health.MapGet("/ready", Ready);
    }

    private static async Task<IResult> Ready(Readiness readiness, PendopoDb db, CancellationToken cancel)
    {
        if (!readiness.IsReady)
            return TypedResults.Text("preparing the database\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        return await db.Database.CanConnectAsync(cancel)
            ? TypedResults.Text("ready\n")
            : TypedResults.Text("the database does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
