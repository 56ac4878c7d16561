using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;

namespace Pendopo.Care.Reminders;

[Job("care.reminder", Queue = "delivery", MaxAttempts = 20)]
internal sealed record SendReminder(Id<Reminder> Reminder) : IJob;

/// <summary>Sends one reminder, if it is still wanted: the time stands, the wish stands, and nobody is woken. The ledger of the network, or the
/// one job of a mail, keeps it from leaving twice.</summary>
internal sealed class SendReminderJob(PendopoDb db, Here here, CentreScope scope, CentreDirectory centres, ReminderWays ways) : IJobHandler<SendReminder>
{
    public async Task<JobOutcome> Run(SendReminder job, CancellationToken cancel)
    {
        here.At(await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("A reminder has no centre."));
        if (await db.Set<Reminder>().FirstOrDefaultAsync(row => row.Id == job.Reminder, cancel) is not { State: ReminderState.Waiting } reminder)
            return JobOutcome.Cancel("It is settled.");
        return await ways.Carry(reminder, cancel);
    }
}

/// <summary>Brings a reminder by the way that was wished, and keeps what became of it.</summary>
internal sealed class ReminderWays(PendopoDb db, Here here, ReminderWording wording, KeepReminders keep, DirectWords words, MailOut mail, ExitDoors exits, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    public async Task<JobOutcome> Carry(Reminder reminder, CancellationToken cancel)
    {
        var (rules, now) = ((await keep.Rules(cancel)).Set, time.Now());
        var wish = await db.Set<ReminderWish>().AsNoTracking().FirstOrDefaultAsync(row => row.Subject == reminder.Subject && row.RestrictedAt == null, cancel);
        if (wish is null || wish.Way != reminder.Way || await wording.Say(reminder, wish, cancel) is not { } said)
            return await Settle(reminder, ReminderState.TakenBack, null, cancel);
        if (now > reminder.Until)
            return await Settle(reminder, ReminderState.Failed, reminder.Reason ?? "Late", cancel);
        if (ReminderTimes.QuietUntil(rules, here.Centre.Zone, now) is { } quiet)
            return JobOutcome.Later(quiet - now);
        if (!(await exits.Ask(new Leaving(CareRoom.ReminderExit, here.Centre.Id, "care:reminder", [new("text", said.Text)], wish.Language), cancel)).MayLeave)
            return await Settle(reminder, ReminderState.Failed, "Held", cancel);
        if (wish.Way == ReminderWay.Email)
            return mail.Add(wish.Email, "reminder", said.Subject, $"{said.Text}\n\n{said.Link}\n", wish.Language, thread: new(reminder.Id.Value, null))
                ? await Settle(reminder, ReminderState.Sent, null, cancel) : await Settle(reminder, ReminderState.Failed, "NoMail", cancel);
        var way = wish.Way == ReminderWay.Sms ? DirectWay.Sms : DirectWay.WhatsApp;
        return await Take(reminder, await words.Send(new(reminder.Id.Value, way, said.Phone, said.Text, said.Link, rules.Template, wish.Language), cancel), cancel);
    }

    private async Task<JobOutcome> Take(Reminder reminder, SendOutcome outcome, CancellationToken cancel)
    {
        switch (outcome)
        {
            case SendOutcome.Sent:
                return await Settle(reminder, ReminderState.Sent, null, cancel);
            case SendOutcome.Unknown unknown:
                return await Settle(reminder, ReminderState.Unknown, unknown.Reason, cancel);
            case SendOutcome.Refused refused:
                return await Settle(reminder, ReminderState.Failed, refused.Reason.Length > 0 ? refused.Reason : refused.Code, cancel);
            case SendOutcome.RetryAt retry:
                reminder.Wait(retry.Reason);
                await db.TrySave(cancel);
                var wait = retry.When is { } when && when - time.Now() > TimeSpan.Zero ? when - time.Now() : Pause;
                return JobOutcome.Later(wait);
            default:
                throw new InvalidOperationException($"{outcome.GetType().Name} is no answer to a reminder.");
        }
    }

    private async Task<JobOutcome> Settle(Reminder reminder, ReminderState state, string? reason, CancellationToken cancel)
    {
        reminder.Settle(state, reason, time.Now());
        return await db.TrySave(cancel) ? JobOutcome.Done : JobOutcome.Again("Somebody was at it in the same moment.");
    }
}
