using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Services;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Care.Queue;

/// <summary>A queue as it stands: who is served, who waits in which order, who was skipped.</summary>
/// <param name="Planned">Minutes for one person by the plan; 0 where it says none.</param>
public sealed record QueueState(QueueLine Line, string Service, string Room, int Planned, IReadOnlyList<Ticket> Tickets)
{
    public Ticket? Serving => Tickets.Where(ticket => ticket.State == TicketState.Serving).MaxBy(ticket => ticket.CalledAt);

    public IReadOnlyList<Ticket> Waiting { get; } = QueueOrder.Of(Tickets, QueueOrder.Row(Tickets));

    public IReadOnlyList<Ticket> Skipped => [.. Tickets.Where(ticket => ticket.State == TicketState.Skipped).OrderBy(ticket => ticket.Number)];

    public string Name(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return $"{Line.Letter}-{ticket.Number}";
    }

    /// <summary>How long somebody waits who stands so far back, learned from the calls of this queue today.</summary>
    public WaitRange Wait(int ahead, DateTimeOffset now)
    {
        var calls = Tickets.Select(ticket => ticket.CalledAt).OfType<DateTimeOffset>().Order().ToList();
        return QueuePace.Of(Planned, [.. calls.Zip(calls.Skip(1), (first, second) => (second - first).TotalMinutes)], ahead, calls.Count == 0 ? 0 : (now - calls[^1]).TotalMinutes);
    }
}

/// <summary>Reads the queues of today at the centre in scope.</summary>
internal sealed class QueueBoard(PendopoDb db, Here here, QueueShelf shelf, TimeProvider time)
{
    public async Task<IReadOnlyList<QueueState>> Today(CancellationToken cancel) =>
        await Of(Clock.DateOf(time.GetUtcNow(), here.Centre.Zone), null, cancel);

    /// <summary>The queue of a number; null when the line is gone.</summary>
    public Task<QueueState?> Of(Ticket ticket) => shelf.Of(here.Centre.Id, ticket.LineId, async () =>
        await db.Set<QueueLine>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == ticket.LineId) is { } line ? (await Of(line.Day, line.Id, default)).FirstOrDefault() : null);

    /// <summary>How many wait at the centre in scope.</summary>
    public static Task<int> Waiting(PendopoDb db, DateOnly day, CancellationToken cancel) =>
        db.Set<Ticket>().CountAsync(ticket => ticket.State == TicketState.Waiting && db.Set<QueueLine>().Any(line => line.Id == ticket.LineId && line.Day == day), cancel);

    private async Task<IReadOnlyList<QueueState>> Of(DateOnly day, Id<QueueLine>? only, CancellationToken cancel)
    {
        var lines = await db.Set<QueueLine>().AsNoTracking().Where(line => line.Day == day && (only == null || line.Id == only)).OrderBy(line => line.Letter).ThenBy(line => line.Id).ToListAsync(cancel);
        var ids = lines.Select(line => line.Id).ToList();
        var tickets = (await db.Set<Ticket>().AsNoTracking().Where(ticket => ids.Contains(ticket.LineId)).OrderBy(ticket => ticket.Number).ToListAsync(cancel)).ToLookup(ticket => ticket.LineId);
        var sessionIds = lines.Select(line => line.SessionId).ToList();
        var serviceIds = lines.Select(line => line.ServiceId).ToList();
        var sessions = await db.Set<ClinicSession>().AsNoTracking().Where(row => sessionIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var services = await db.Set<HealthService>().AsNoTracking().Where(row => serviceIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        return lines.ConvertAll(line => new QueueState(line, services[line.ServiceId].Name, sessions[line.SessionId].Room, sessions[line.SessionId].EveryMinutes, [.. tickets[line.Id]]));
    }
}
