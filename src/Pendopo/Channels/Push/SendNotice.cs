using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Push;

/// <summary>Sends what is due of one notification. A program that is killed leaves at most one handful of browsers of which nobody knows; none gets it twice.</summary>
[Job("channels.push", Queue = "delivery", MaxAttempts = 100)]
internal sealed record SendNotice(Id<PushNotice> Notice) : IJob;

internal sealed class SendNoticeJob(PendopoDb db, PushLine line, VapidKeyring keyring, PushSubscribing subscribing, SilentBrowsers silent, TimeProvider time) : IJobHandler<SendNotice>
{
    /// <summary>At the same moment, of them so many to one push service.</summary>
    private const int AtOnce = 20, AtOnceToHost = 10, Fills = 500, Handfuls = 100;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8)];
    private readonly Dictionary<string, DateTimeOffset> shut = new(StringComparer.OrdinalIgnoreCase);

    public async Task<JobOutcome> Run(SendNotice job, CancellationToken cancel)
    {
        if (await db.Set<PushNotice>().FirstOrDefaultAsync(row => row.Id == job.Notice, cancel) is not { State: NoticeState.Sending } notice)
            return JobOutcome.Cancel("The notification was taken back.");
        await Fill(notice, cancel);
        var now = time.Now();
        // What was being handed over when the program died: nobody knows.
        await db.Set<PushCopy>().Where(row => row.NoticeId == notice.Id && row.State == PushState.Leaving)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, PushState.Unknown).SetProperty(row => row.SettledAt, now), cancel);
        var keys = await keyring.Open(cancel);
        for (var handful = 0; handful < Handfuls; handful++)
        {
            if (await Next(notice, cancel) is not { Count: > 0 } due)
                break;
            await Send(notice, keys, due, cancel);
        }
        await db.Entry(notice).ReloadAsync(cancel);
        var next = await db.Set<PushCopy>().Where(row => row.NoticeId == notice.Id && row.State == PushState.Waiting).OrderBy(row => row.RunAt).Select(row => (DateTimeOffset?)row.RunAt).FirstOrDefaultAsync(cancel);
        if (notice.State != NoticeState.Sending)
            return JobOutcome.Done;
        if (next is { } at)
            return JobOutcome.Later(at - time.Now() is var pause && pause > TimeSpan.Zero ? pause : TimeSpan.Zero);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        notice.End(time.Now());
        await db.SaveChangesAsync(cancel);
        await silent.Count(notice.Id, cancel);
        await transaction.CommitAsync(cancel);
        return JobOutcome.Done;
    }

    private sealed record Due(PushCopy Copy, PushSubscription? Subscription);

    // Who gets it is written before the first leaves, so that it is the same browsers after every crash.
    private async Task Fill(PushNotice notice, CancellationToken cancel)
    {
        for (var left = !notice.Filled; left;)
        {
            var next = await db.Set<PushSubscription>().AsNoTracking().Where(row => row.ChannelId == notice.ChannelId && row.MadeAt <= notice.MadeAt
                && !db.Set<PushCopy>().Any(copy => copy.NoticeId == notice.Id && copy.SubscriptionId == row.Id)).OrderBy(row => row.Id).Select(row => row.Id).Take(Fills).ToListAsync(cancel);
            var now = time.Now();
            db.AddRange(next.Select(subscription => PushCopy.Of(notice, subscription, now)));
            left = next.Count == Fills;
            if (!left)
                notice.Fill();
            await db.SaveChangesAsync(cancel);
            Forget();
        }
    }

    private async Task<List<Due>> Next(PushNotice notice, CancellationToken cancel)
    {
        var now = time.Now();
        var rows = await db.Set<PushCopy>().Where(row => row.NoticeId == notice.Id && row.State == PushState.Waiting && row.RunAt <= now).OrderBy(row => row.RunAt).ThenBy(row => row.Id).Take(AtOnce).ToListAsync(cancel);
        var ids = rows.Select(row => row.SubscriptionId).ToList();
        var browsers = await db.Set<PushSubscription>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        return [.. rows.Select(row => new Due(row, browsers.GetValueOrDefault(row.SubscriptionId)))];
    }

    private async Task Send(PushNotice notice, VapidKeys keys, List<Due> handful, CancellationToken cancel)
    {
        var open = new List<Due>();
        foreach (var due in handful)
        {
            // A browser that ended it since gets nothing more, and a service that asked to wait is left alone by all.
            if (due.Subscription is not { } browser)
                due.Copy.Settle(PushState.Stopped, time.Now());
            else if (shut.TryGetValue(browser.Host, out var until) && until > time.Now())
                due.Copy.Wait(until);
            else if (open.Count(other => other.Subscription!.Host == browser.Host) < AtOnceToHost)
                open.Add(due);
        }
        open.ForEach(due => due.Copy.Leave());
        await db.SaveChangesAsync(cancel);
        // From here on a recall counts them as shown; one that came since they were looked up did not, so they stay here.
        if (!await db.Set<PushNotice>().AnyAsync(row => row.Id == notice.Id && row.State == NoticeState.Sending, cancel))
        {
            open.ForEach(due => due.Copy.Settle(PushState.Stopped, time.Now()));
            await db.SaveChangesAsync(cancel);
            Forget();
            return;
        }
        var answers = await Task.WhenAll(open.Select(async due => (due, Answer: await line.Hand(PushTarget.Unseal(due.Subscription!.Sealed, subscribing.Protector), notice.Say(), keys, cancel))));
        foreach (var (due, answer) in answers)
            Settle(due, answer);
        var gone = answers.Where(one => one.Answer.State == PushState.Gone).Select(one => one.due.Subscription!.Id).ToList();
        // Kept also when the program is asked to stop: what left is told.
        await db.SaveChangesAsync(CancellationToken.None);
        if (gone.Count > 0)
            await db.Set<PushSubscription>().Where(row => gone.Contains(row.Id)).ExecuteDeleteAsync(CancellationToken.None);
        Forget();
    }

    private void Settle(Due due, Pushed answer)
    {
        var (now, attempts) = (time.Now(), due.Copy.Attempts);
        if (answer.State != PushState.Waiting)
        {
            due.Copy.Settle(answer.State, now);
            return;
        }
        if (attempts > Pauses.Length)
        {
            due.Copy.Settle(PushState.Refused, now);
            return;
        }
        var until = now + (answer.Wait ?? Pauses[attempts - 1]);
        due.Copy.Wait(until);
        if (answer.Wait is not null)
            shut[due.Subscription!.Host] = until;
    }

    private void Forget()
    {
        foreach (var entry in db.ChangeTracker.Entries<PushCopy>().ToList())
            entry.State = EntityState.Detached;
    }
}
