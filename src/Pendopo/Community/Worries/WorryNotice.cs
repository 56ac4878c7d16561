using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;

namespace Pendopo.Community.Worries;

/// <summary>Tells colleagues by mail that something at the square needs them: first who is on call, then everybody of the centre who may take it, then those above
/// it, too. The mail says nothing of what it is, nor of whom; without a mail server the desk alone tells it.</summary>
internal sealed class WorryNotice(PendopoDb db, Holders holders, StaffMail mail, CentreScope scope, TimeProvider time)
{
    private const int WholeCentre = 1;

    /// <param name="worry">Its number of tellings says who is next.</param>
    public async Task Tell(Worry worry, CancellationToken cancel) => await ToAll(await Whom(worry.Told, cancel), cancel);

    public Task ToAll(IReadOnlyCollection<Id<Person>> people, CancellationToken cancel) =>
        mail.Tell(people, new("community.look", typeof(WorryText), "LookMail", "/desk/square/worries"), cancel);

    private async Task<IReadOnlyCollection<Id<Person>>> Whom(int told, CancellationToken cancel)
    {
        var now = time.Now();
        var holding = (await holders.Of(CommunityRoom.MayCare, scope.Centre, ownOnly: told <= WholeCentre, cancel)).ConvertAll(person => person.Id);
        var called = told == 0 ? await db.Set<OnCall>().Where(row => row.FromAt <= now && row.UntilAt > now).Select(row => row.PersonId).Distinct().ToListAsync(cancel) : [];
        // Who is on call and may not see worries any more cannot take it.
        var onCall = called.Intersect(holding).ToList();
        return onCall.Count > 0 ? onCall : holding;
    }
}

/// <summary>Looks at which centre a worry lies with nobody for too long.</summary>
[Job("community.worry-all", MaxAttempts = 1)]
internal sealed record WatchWorries : IJob;

internal sealed class WatchWorriesJob(PendopoDb db, JobBoard jobs, TimeProvider time) : IJobHandler<WatchWorries>
{
    public async Task<JobOutcome> Run(WatchWorries job, CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var centre in await db.Set<Worry>().AcrossCentres().Where(row => (row.TellAt != null && row.TellAt <= now) || (row.FollowAt != null && row.FollowAt <= now)).Select(row => row.CentreId).Distinct().ToListAsync(cancel))
            jobs.Add(new WatchWorriesAt(), centre: centre);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("community.worry", MaxAttempts = 5)]
internal sealed record WatchWorriesAt : IJob;

/// <summary>Tells more people of each worry that nobody took in its time, again and again until a person has it, and reminds who closed one of asking again.</summary>
internal sealed class WatchWorriesAtJob(PendopoDb db, WorryNotice notice, TimeProvider time) : IJobHandler<WatchWorriesAt>
{
    private const int Together = 100;

    public async Task<JobOutcome> Run(WatchWorriesAt job, CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var worry in await db.Set<Worry>().Where(row => row.TellAt != null && row.TellAt <= now).OrderBy(row => row.TellAt).Take(Together).ToListAsync(cancel))
        {
            worry.Tell(now);
            db.Add(WorryNote.By(worry, WorryNoteKind.ToldOthers, null, "", now));
            await notice.Tell(worry, cancel);
        }
        foreach (var worry in await db.Set<Worry>().Where(row => row.FollowAt != null && row.FollowAt <= now).OrderBy(row => row.FollowAt).Take(Together).ToListAsync(cancel))
        {
            worry.Remind(now);
            await notice.ToAll(worry.OwnerId is { } owner ? [owner] : [], cancel);
        }
        return await db.TrySave(cancel) ? JobOutcome.Done : JobOutcome.Again("Somebody took one of them in the same moment.");
    }
}
