using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Calendar;

/// <summary>Queues with their weekly hours, and the days of the calendar, for programs; the same handlers as the desk's pages.</summary>
internal static class QueuesApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var queues = routes.MapGroup("/api/v1/queues").WithTags("Calendar").Needs("publishing.see");
        queues.MapGet("/", List);
        queues.MapPost("/", async (QueueBody body, KeepQueue keep, CancellationToken cancel) =>
            (await keep.Run(body.Request(null), cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.publish");
        queues.MapPut("/{id}", async (Id<PostingQueue> id, QueueBody body, KeepQueue keep, CancellationToken cancel) =>
            (await keep.Run(body.Request(id), cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.publish");
        queues.MapDelete("/{id}", async (Id<PostingQueue> id, KeepQueue keep, CancellationToken cancel) => (await keep.Remove(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.publish");
        routes.MapPut("/api/v1/posts/{id}/queue", async (Id<Post> id, JoinBody body, JoinQueue join, CancellationToken cancel) => (await join.Run(id, body.Queue, cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithTags("Calendar").WithSummary("Schedules an approved post for the next free hour of a queue, on its channels.").Needs("publishing.publish");
        var days = routes.MapGroup("/api/v1/health-days").WithTags("Calendar").Needs("publishing.see");
        days.MapGet("/", async (HealthDays all, Here here, TimeProvider time, CancellationToken cancel) => TypedResults.Ok(await all.All(Clock.DateOf(time.GetUtcNow(), here.Centre.Zone), cancel)));
        days.MapPost("/", async (HealthDayBody body, KeepHealthDay keep, CancellationToken cancel) => (await keep.Run(body.Request(null), cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.publish");
        days.MapPut("/{key}", async (string key, HealthDayBody body, KeepHealthDay keep, CancellationToken cancel) => (await keep.Run(body.Request(key), cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.publish");
        days.MapDelete("/{key}", async (string key, KeepHealthDay keep, CancellationToken cancel) => (await keep.Forget(key, cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.publish");
    }

    private static async Task<IResult> List(PendopoDb db, JoinQueue join, CancellationToken cancel)
    {
        var next = (await join.Offers(cancel)).ToDictionary(offer => offer.Id, offer => offer.Next);
        var rows = await db.Set<PostingQueue>().AsNoTracking().OrderBy(queue => queue.Name).ToListAsync(cancel);
        return TypedResults.Ok(rows.Select(queue => new QueueShown(queue.Id, queue.Name, queue.Slots, queue.Channels, next.GetValueOrDefault(queue.Id), queue.Version)));
    }
}

/// <param name="Slots">The hours of the week on the centre's clock.</param>
/// <param name="Version">The version that is changed; left out for a new one.</param>
internal sealed record QueueBody(string? Name = null, IReadOnlyList<WeekSlot>? Slots = null, IReadOnlyList<Id<Channel>>? Channels = null, int? Version = null)
{
    public KeepQueue.Request Request(Id<PostingQueue>? id) => new(id, Name ?? "", SlotWords.Write([.. (Slots ?? []).OfType<WeekSlot>()]), Channels ?? [], Version);
}

/// <param name="Next">The hour that a post which joins now would get; null when none is free within a year.</param>
internal sealed record QueueShown(Id<PostingQueue> Id, string Name, IReadOnlyList<WeekSlot> Slots, IReadOnlyList<Id<Channel>> Channels, DateTimeOffset? Next, int Version);

internal sealed record JoinBody(Id<PostingQueue> Queue);

/// <param name="Rule">A date such as `12-01`, or a rule such as `03-2Thu` (the second Thursday of March).</param>
/// <param name="Version">The version that is changed; left out for a day that the centre has not touched.</param>
internal sealed record HealthDayBody(HealthDayKind? Kind = null, string? Rule = null, string? NameId = null, string? NameEn = null, string? Source = null, bool Shown = true, int? Version = null)
{
    public KeepHealthDay.Request Request(string? key) => new(key, new(Kind ?? HealthDayKind.Observance, Rule ?? "", NameId ?? "", NameEn ?? "", Source ?? ""), Shown, Version);
}
