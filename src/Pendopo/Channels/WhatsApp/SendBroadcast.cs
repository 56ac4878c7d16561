using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.WhatsApp;

[Job("channels.whatsapp-broadcast", Queue = "delivery", MaxAttempts = 20)]
internal sealed record SendBroadcast(Id<Broadcast> Broadcast) : IJob;

/// <summary>Works off the lines of a post, one person after the other. A line that was being called when the program died stands as unknown; nobody is
/// written to twice.</summary>
internal sealed class SendBroadcastJob(PendopoDb db, Accounts accounts, IEnumerable<ICarrier> carriers, PairPause pairs, PeopleADay people, TimeProvider time) : IJobHandler<SendBroadcast>
{
    private static readonly TimeSpan WhileAway = TimeSpan.FromMinutes(5);

    public async Task<JobOutcome> Run(SendBroadcast job, CancellationToken cancel)
    {
        if (await db.Set<Broadcast>().FirstOrDefaultAsync(row => row.Id == job.Broadcast, cancel) is not { } broadcast)
            return JobOutcome.Cancel("It is gone.");
        if (broadcast is { State: BroadcastState.Held, HeldUntil: { } until })
        {
            if (until > time.Now())
                return JobOutcome.Later(until - time.Now());
            broadcast.GoOn();
        }
        if (broadcast.State != BroadcastState.Running)
            return JobOutcome.Done;
        if (await accounts.Find(broadcast.ChannelId, cancel) is not { State: ChannelState.Connected } channel)
            return JobOutcome.Later(WhileAway);
        var account = await accounts.Open(channel, cancel);
        await ForgetCalls(broadcast, cancel);
        var carrying = await carriers.First(carrier => carrier.Network == channel.Network).Begin(broadcast, account, cancel);
        return carrying.Hold is { } reason ? await Hold(broadcast, reason, null, cancel) : await Work(new(broadcast, carrying, channel, WhatsAppWords.For(account)), cancel);
    }

    private sealed record Round(Broadcast Broadcast, Carrying Carrying, Channel Channel, WhatsAppWords Words);

    private async Task<JobOutcome> Work(Round round, CancellationToken cancel)
    {
        for (var done = 0; done < round.Carrying.Room; done++)
        {
            var now = time.Now();
            if (await Next(round.Broadcast.Key, now, cancel) is not { } line)
                return await Rest(round.Broadcast, now, cancel);
            if (await Person(line, cancel) is not { } contact)
            {
                line.Skip("NoAgreement");
                await db.SaveChangesAsync(cancel);
                continue;
            }
            if (await people.FullUntil(round.Channel.Id, contact, cancel) is { } free)
                return await Hold(round.Broadcast, round.Words["DayIsFull"], free, cancel);
            if (await Send(round, line.Id, contact, cancel) is { } stop)
                return stop;
        }
        return JobOutcome.Later(round.Carrying.Pause);
    }

    /// <summary>Makes the call of one line. What it returns ends the round.</summary>
    private async Task<JobOutcome?> Send(Round round, Id<Sending> id, Contact contact, CancellationToken cancel)
    {
        var line = await db.Set<Sending>().FirstAsync(row => row.Id == id, cancel);
        // Two posts to the same people are worked off side by side, perhaps on two nodes.
        var soonest = await pairs.Take(contact, round.Carrying.BetweenTwo, cancel);
        if (soonest is { } later)
            line.Wait(later);
        else
            line.Call(!contact.IsOpen(time.Now()), time.Now());
        await db.SaveChangesAsync(cancel);
        if (soonest is not null)
            return null;
        var (verdict, pause) = await round.Carrying.Send(contact, line, cancel);
        await Settle(id, verdict);
        return verdict.Kind switch
        {
            VerdictKind.AllLater => JobOutcome.Later(verdict.Wait ?? TimeSpan.FromMinutes(1)),
            VerdictKind.HoldAll => await Hold(round.Broadcast, verdict.Reason, null, cancel),
            VerdictKind.TemplateTrouble => await Hold(round.Broadcast, verdict.Reason, null, cancel),
            VerdictKind.Reconnect => await Lose(round, verdict.Reason, line.CalledAt!.Value, cancel),
            _ => pause is { } wait ? JobOutcome.Later(wait) : null,
        };
    }

    private Task<Sending?> Next(Guid key, DateTimeOffset now, CancellationToken cancel) =>
        db.Set<Sending>().Where(row => row.Key == key && row.State == SendingState.Waiting && (row.NextAt == null || row.NextAt <= now)).OrderBy(row => row.Id).FirstOrDefaultAsync(cancel);

    // Asked at the last moment: a STOP that came since ends it, and so does a person's wish that nothing of theirs be used.
    private Task<Contact?> Person(Sending line, CancellationToken cancel) => db.Set<Contact>().AsNoTracking().Where(contact => contact.Id == line.ContactId && contact.RestrictedAt == null
        && db.Set<Agreement>().Any(row => row.ContactId == contact.Id && row.To == AgreedTo.News && row.EndedAt == null)).FirstOrDefaultAsync(cancel);

    private async Task<JobOutcome> Rest(Broadcast broadcast, DateTimeOffset now, CancellationToken cancel)
    {
        var next = await db.Set<Sending>().Where(row => row.Key == broadcast.Key && row.State == SendingState.Waiting).OrderBy(row => row.NextAt).Select(row => row.NextAt).FirstOrDefaultAsync(cancel);
        if (next is { } at)
            return JobOutcome.Later(at > now ? at - now : TimeSpan.Zero);
        (await Fresh(broadcast)).Finish();
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    private async Task ForgetCalls(Broadcast broadcast, CancellationToken cancel)
    {
        foreach (var line in await db.Set<Sending>().Where(row => row.Key == broadcast.Key && row.State == SendingState.Calling).ToListAsync(cancel))
            line.Forget();
        await db.SaveChangesAsync(cancel);
    }

    private async Task Settle(Id<Sending> id, Verdict verdict)
    {
        do
        {
            db.ChangeTracker.Clear();
            (await db.Set<Sending>().FirstAsync(row => row.Id == id, CancellationToken.None)).Settle(verdict, time.Now(), JobBackoff.After);
        }
        while (!await db.TrySave(CancellationToken.None));
    }

    // The context was emptied since: it is read again, with what a person did meanwhile.
    private Task<Broadcast> Fresh(Broadcast broadcast) => db.Set<Broadcast>().FirstAsync(row => row.Id == broadcast.Id, CancellationToken.None);

    /// <summary>Until an instant it waits by itself; without one a person lets it go on.</summary>
    private async Task<JobOutcome> Hold(Broadcast broadcast, string reason, DateTimeOffset? until, CancellationToken cancel)
    {
        (await Fresh(broadcast)).Hold(reason, until);
        await db.SaveChangesAsync(cancel);
        return until is { } at ? JobOutcome.Later(at - time.Now()) : JobOutcome.Done;
    }

    private async Task<JobOutcome> Lose(Round round, string reason, DateTimeOffset asked, CancellationToken cancel)
    {
        if (await accounts.Find(round.Channel.Id, cancel) is { } channel && !channel.WorksSince(asked))
            channel.Lost(reason, time.Now());
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Later(WhileAway);
    }
}
