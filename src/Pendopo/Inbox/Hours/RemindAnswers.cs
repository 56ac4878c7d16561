using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Hours;

/// <summary>Looks at which centre an answer is nearly due.</summary>
[Job("inbox.remind-all", MaxAttempts = 1)]
internal sealed record RemindAnswers : IJob;

internal sealed class RemindAnswersJob(PendopoDb db, JobBoard jobs, TimeProvider time) : IJobHandler<RemindAnswers>
{
    public async Task<JobOutcome> Run(RemindAnswers job, CancellationToken cancel)
    {
        var soon = time.Now() + RemindAtCentreJob.Ahead;
        foreach (var centre in await RemindAtCentreJob.Due(db.Set<Conversation>().AcrossCentres(), soon).Select(row => row.CentreId).Distinct().ToListAsync(cancel))
            jobs.Add(new RemindAtCentre(), centre: centre);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("inbox.remind", MaxAttempts = 3)]
internal sealed record RemindAtCentre : IJob;

/// <summary>Reminds who takes care of a conversation, once, shortly before its answer is due: the colleague, else the holders of the role it was
/// handed to, else those who share out.</summary>
internal sealed class RemindAtCentreJob(PendopoDb db, CentreScope scope, Holders holders, StaffMail mail, TimeProvider time) : IJobHandler<RemindAtCentre>
{
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(15);

    private const int Together = 200;

    public static IQueryable<Conversation> Due(IQueryable<Conversation> all, DateTimeOffset soon) =>
        all.Where(row => row.ClosedAt == null && row.WaitsForAnswer && row.AnswerBy <= soon && row.RemindedAt == null && row.ApartAt == null);

    public async Task<JobOutcome> Run(RemindAtCentre job, CancellationToken cancel)
    {
        var now = time.Now();
        var due = await Due(db.Set<Conversation>(), now + Ahead).OrderBy(row => row.AnswerBy).Take(Together).ToListAsync(cancel);
        foreach (var conversation in due)
        {
            conversation.Remind(now);
            await mail.Tell(await Whom(conversation, now, cancel), new("inbox.answer-by", typeof(InboxText), "AnswerDueMail", $"/desk/inbox/{conversation.Id}"), cancel);
        }
        return await db.TrySave(cancel) ? JobOutcome.Done : JobOutcome.Again("Somebody was at one of them in the same moment.");
    }

    private async Task<IReadOnlyCollection<Id<Person>>> Whom(Conversation conversation, DateTimeOffset now, CancellationToken cancel)
    {
        if (conversation.AssigneeId is { } one)
            return [one];
        if (conversation.RoleId is { } role)
            return await db.Set<Membership>().Where(held => held.RoleId == role && held.Since <= now && (held.Until == null || held.Until > now)).Select(held => held.PersonId).Distinct().ToListAsync(cancel);
        return [.. (await holders.Of(InboxRoom.MayAssign, scope.Centre, ownOnly: true, cancel)).Select(person => person.Id)];
    }
}
