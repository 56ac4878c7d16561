using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;

namespace Pendopo.Care.Queue;

/// <summary>What is done with a number after it was given.</summary>
internal enum TicketAct
{
    Recall,
    Skip,
    Return,
    Finish,
    Leave,
}

/// <summary>Calls numbers in their order, again, later or not at all; transfers them and lets a queue rest.</summary>
internal sealed class CallNumbers(PendopoDb db, Here here, IssueNumber issue, LiveFeed live, AuditBook audit, TimeProvider time, IStringLocalizer<QueueText> words)
{
    // Who was skipped and comes back is the third to be called: soon, and not before who stood there.
    private const int AsTheThird = 3;

    /// <summary>Calls the next one; who was being served until now is done.</summary>
    public Task<Result<Ticket>> Next(Id<QueueLine> id, CancellationToken cancel) => Do(async () =>
    {
        if (await db.Set<QueueLine>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } line)
            return Problem.NotFound;
        if (line.PausedAt is not null)
            return words.Problem("Paused");
        var tickets = await db.Set<Ticket>().Where(ticket => ticket.LineId == id).ToListAsync(cancel);
        var next = QueueOrder.Of(tickets, QueueOrder.Row(tickets)).FirstOrDefault();
        foreach (var serving in tickets.Where(ticket => ticket.State == TicketState.Serving))
            serving.Finish(time.Now());
        if (next is null)
            return words.Problem("NobodyWaits");
        next.Call(time.Now());
        audit.Note("care.number-called", $"ticket:{next.Id}");
        return next;
    }, cancel);

    public Task<Result<Ticket>> Run(Id<Ticket> id, TicketAct act, CancellationToken cancel) => Do(async () =>
    {
        if (await db.Set<Ticket>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } ticket)
            return Problem.NotFound;
        if (!Fits(ticket, act))
            return words.Problem("NotNow");
        switch (act)
        {
            case TicketAct.Recall: ticket.Call(time.Now()); break;
            case TicketAct.Skip: ticket.Skip(); break;
            case TicketAct.Return: ticket.Return(await TurnAfter(ticket, cancel)); break;
            case TicketAct.Finish: ticket.Finish(time.Now()); break;
            default: ticket.Leave(time.Now()); break;
        }
        audit.Note("care.number-moved", $"ticket:{id}", act.ToString());
        return ticket;
    }, cancel);

    /// <summary>A new number in another queue of today; the old one is done.</summary>
    public async Task<Result<Ticket>> Transfer(Id<Ticket> id, Id<Services.ClinicSession> to, CancellationToken cancel)
    {
        if (await db.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.State != TicketState.Left && row.State != TicketState.Served, cancel) is not { } ticket)
            return Problem.NotFound;
        var given = await issue.Run(new(to, ticket.Priority, ticket.Reason, null), cancel);
        return given.Ok && await Run(id, TicketAct.Leave, cancel) is { Ok: false } refused ? refused : given;
    }

    /// <summary>The queue rests, or goes on.</summary>
    public async Task<Result<Done>> Pause(Id<QueueLine> id, bool on, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayBook) || await db.Set<QueueLine>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } line)
            return Problem.NotFound;
        if (on)
            line.Pause(time.Now());
        else
            line.GoOn();
        audit.Note(on ? "care.queue-paused" : "care.queue-resumed", $"queue:{id}");
        if (!await db.TrySave(cancel))
            return words.Problem("Stale");
        live.Tell(QueueTopic.Of(here.Centre.Id), "queue");
        return default(Done);
    }

    private static bool Fits(Ticket ticket, TicketAct act) => act switch
    {
        TicketAct.Recall or TicketAct.Finish => ticket.State == TicketState.Serving,
        TicketAct.Skip => ticket.State is TicketState.Serving or TicketState.Waiting,
        TicketAct.Return => ticket.State == TicketState.Skipped,
        _ => ticket.State is not (TicketState.Served or TicketState.Left),
    };

    private async Task<int> TurnAfter(Ticket ticket, CancellationToken cancel)
    {
        var turns = await db.Set<Ticket>().Where(row => row.LineId == ticket.LineId && row.State == TicketState.Waiting && row.Priority == ticket.Priority).Select(row => row.Turn).Order().Take(AsTheThird).ToListAsync(cancel);
        return turns.Count == 0 ? ticket.Turn : turns[^1];
    }

    private async Task<Result<Ticket>> Do(Func<Task<Result<Ticket>>> act, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayBook))
            return Problem.NotFound;
        var done = await db.Attempt(act, () => words.Problem("Stale"), cancel);
        // Who was served is done even when nobody waits.
        if (!done.Ok)
            await db.TrySave(cancel);
        live.Tell(QueueTopic.Of(here.Centre.Id), "queue");
        return done;
    }
}
