using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Care.Rebookings;
using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;

namespace Pendopo.Care.Queue;

/// <summary>Who takes a number, as the desk sees them.</summary>
internal sealed record Arrival(Id<ClinicSession> Session, PriorityClass Priority, ReasonGroup Reason, Id<Appointment>? Appointment);

/// <summary>Gives numbers: the line's counter is raised in the same transaction, so that each number is given once and none is left out.</summary>
internal sealed class IssueNumber(PendopoDb db, Here here, PlanReader plans, TicketKeys keys, LiveFeed live, AuditBook audit, TimeProvider time, IStringLocalizer<QueueText> words)
{
    // Numbers of a day that a person still reads at a glance.
    private const int Most = 999;

    public async Task<Result<Ticket>> Run(Arrival arrival, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayBook))
            return Problem.NotFound;
        var plan = await plans.Ahead(0, cancel);
        if (plan.Sessions.FirstOrDefault(row => row.Id == arrival.Session) is not { } session || plan.Of(session, plan.Today) is not { IsHeld: true } sitting)
            return words.Problem("NoSessionNow");
        if (!Enum.IsDefined(arrival.Priority) || !Enum.IsDefined(arrival.Reason))
            return words.Problem("ChoosePriority");
        if (arrival.Appointment is { } booked && !await db.Set<Appointment>().AnyAsync(row => row.Id == booked && row.SessionId == session.Id && row.Day == plan.Today, cancel))
            return Problem.NotFound;
        // Pressed twice, it is the same number.
        if (arrival.Appointment is { } known && await db.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(row => row.AppointmentId == known, cancel) is { } before)
            return before;
        await Open(sitting, cancel);
        var ticket = await Give(sitting, arrival, cancel);
        if (ticket is null)
            return words.Problem("QueueFull", null, Most);
        live.Tell(QueueTopic.Of(here.Centre.Id), "queue");
        return ticket;
    }

    /// <summary>The line stands before the first number is given; who comes second finds it there.</summary>
    private async Task Open(Sitting sitting, CancellationToken cancel)
    {
        if (await db.Set<QueueLine>().AnyAsync(line => line.SessionId == sitting.Session.Id && line.Day == sitting.Day, cancel))
            return;
        db.Add(QueueLine.Of(sitting));
        await db.TrySave(cancel);
    }

    private async Task<Ticket?> Give(Sitting sitting, Arrival arrival, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // The row is locked from here to the end: whoever comes meanwhile waits and gets the next.
        await db.Set<QueueLine>().Where(line => line.SessionId == sitting.Session.Id && line.Day == sitting.Day && line.Last < Most).ExecuteUpdateAsync(set => set.SetProperty(line => line.Last, line => line.Last + 1), cancel);
        var line = await db.Set<QueueLine>().AsNoTracking().FirstAsync(row => row.SessionId == sitting.Session.Id && row.Day == sitting.Day, cancel);
        if (await db.Set<Ticket>().AnyAsync(row => row.LineId == line.Id && row.Number == line.Last, cancel))
            return null;
        var ticket = db.Add(Ticket.Of(line, line.Last, arrival.Priority, arrival.Reason, arrival.Appointment, keys.Make(), time.Now())).Entity;
        if (arrival.Appointment is { } booked && await db.Set<Appointment>().FirstOrDefaultAsync(row => row.Id == booked, cancel) is { } appointment)
        {
            appointment.CheckIn(time.Now());
            await db.SettleCase(booked, CaseState.Came, time.Now(), cancel);
        }
        audit.Note("care.number-given", $"ticket:{ticket.Id}");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return ticket;
    }
}

/// <summary>Tells open screens and phones that a queue moved.</summary>
internal static class QueueTopic
{
    public static string Of(Id<Centre> centre) => $"care-queue:{centre}";
}
