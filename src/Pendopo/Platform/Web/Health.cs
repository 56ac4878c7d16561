using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Storage;

namespace Pendopo.Platform.Web;

/// <summary>What a supervisor asks: is the program alive, can it serve.</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", Live);
        health.MapGet("/ready", Ready);
    }

    private static ContentHttpResult Live(Readiness readiness, StorageState storage) =>
        TypedResults.Text(!readiness.IsReady ? $"live, {readiness.Doing ?? "preparing the database"}\n" : storage.Trouble is { } trouble ? $"live, {Words(trouble.Fault)}\n" : "live\n");

    /// <summary>Who can only read is ready: taken out of a proxy's line it would not even show what stands.</summary>
    private static async Task<IResult> Ready(Readiness readiness, StorageState storage, StorageProbe probe, Installation installation, PendopoDb db, CancellationToken cancel)
    {
        if (!readiness.IsReady)
            return Not(readiness.Doing ?? "preparing the database");
        if (readiness.IsLeaving)
            return Not("stopping");
        // Asked on the probe's own line: a pool that is used up is no reason to be taken for dead.
        if (!storage.CanRead || !(installation.OnPostgres ? await probe.Answers(cancel) : await db.Database.CanConnectAsync(cancel)))
            return Not(Words(StorageFault.Away));
        return TypedResults.Text(storage.Trouble is { } trouble ? $"ready, {Words(trouble.Fault)}\n" : "ready\n");
    }

    private static ContentHttpResult Not(string why) => TypedResults.Text(why + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static string Words(StorageFault fault) => fault switch
    {
        StorageFault.Full => "read only: the disk is full",
        StorageFault.ReadOnly => "read only: what is kept cannot be written",
        StorageFault.Broken => "read only: the disk or the database gives errors",
        StorageFault.Busy => "the database has more to do than it can",
        _ => "the database does not answer",
    };
}
