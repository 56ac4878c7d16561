using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Settings;

namespace Pendopo.Community.News;

/// <summary>Tells the phones of a member that there are news.</summary>
[Job("community.news-phone", Queue = "delivery", MaxAttempts = 100)]
internal sealed record TellPhones(Id<Member> Member) : IJob;

/// <summary>
/// Asks once more, at the moment of telling, whether there is anything that this member may still see, has not read and wishes to hear of; keeps the quiet hours; and writes down
/// that it tells before it does, so that nothing is told twice. What a phone shows is the same for everybody: that there are news, and the way to them.
/// </summary>
internal sealed class TellPhonesJob(PendopoDb db, Here here, CentreScope scope, CentreDirectory centres, SquareRulesBook rules, NewsRing ring, BrowserNotices notices, TimeProvider time) : IJobHandler<TellPhones>
{
    /// <summary>A phone is told once in such a while, however much happens. Our own choice.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(30);

    public async Task<JobOutcome> Run(TellPhones job, CancellationToken cancel)
    {
        var centre = await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("News have no centre.");
        here.At(centre);
        if (await db.Set<NewsWish>().FirstOrDefaultAsync(row => row.MemberId == job.Member, cancel) is not { } wish || await Phones(job.Member, cancel) is not { Count: > 0 } phones)
            return JobOutcome.Done;
        var now = time.Now();
        if ((wish.Quiet ?? (await rules.Read(cancel)).Quiet).EndOf(now, centre) is { } end)
            return JobOutcome.Later(end - now);
        DateTimeOffset? rests = wish.RangAt is { } rang && rang + Rest > now ? rang + Rest : null;
        var waiting = phones.FindAll(phone => phone.AgainAt <= now);
        // Up to the latest that is there before it looks: what comes while it looks is looked for again.
        var latest = await db.Set<NewsItem>().Where(row => row.MemberId == job.Member).MaxAsync(row => (DateTimeOffset?)row.At, cancel);
        var isNew = rests is null && await ring.Is(wish, wish.RungUntil ?? DateTimeOffset.UnixEpoch, cancel);
        // One whose service wants to be left alone is rung at its own time and not before.
        var due = isNew ? phones.FindAll(phone => phone.AgainAt is null || phone.AgainAt <= now) : waiting.Count > 0 && await ring.Is(wish, DateTimeOffset.UnixEpoch, cancel) ? waiting : [];
        if (rests is null && latest is { } until)
            wish.Rung(until);
        if (isNew && due.Count > 0)
            wish.Rang(now);
        due.ForEach(phone => phone.Tell());
        if (!await db.TrySave(cancel))
            return JobOutcome.Again("Somebody changed a wish in the same moment.");
        if (due.Count > 0)
            await Tell(due, await ring.Notice(job.Member, centre, cancel), cancel);
        return phones.Select(phone => phone.AgainAt).Append(rests).Where(at => at > now).Min() is { } again ? JobOutcome.Later(again - now) : JobOutcome.Done;
    }

    // Each by its own key: a push service learns of no two phones that they are one person's.
    private async Task Tell(List<NewsBrowser> due, BrowserNotice notice, CancellationToken cancel)
    {
        foreach (var phone in due)
            await Tell(phone, notice with { Key = phone.Id.Value }, cancel);
        // Kept also when the program is asked to stop: what left is told.
        await db.TrySave(CancellationToken.None);
    }

    private async Task Tell(NewsBrowser phone, BrowserNotice notice, CancellationToken cancel)
    {
        var (outcome, wait) = await notices.Hand(phone.Sealed, notice, cancel);
        if (outcome == BrowserOutcome.Gone)
            db.Remove(phone);
        else if (outcome == BrowserOutcome.Waits)
            phone.Wait(wait, time.Now());
        else
            phone.Told();
    }

    // One in which its member is signed in no more hears nothing, and is let go.
    private async Task<List<NewsBrowser>> Phones(Id<Member> member, CancellationToken cancel)
    {
        var now = time.Now();
        var all = await db.Set<NewsBrowser>().Where(row => row.MemberId == member).OrderBy(row => row.Id).ToListAsync(cancel);
        var ids = all.ConvertAll(row => row.SessionId);
        var open = (await db.Set<Session>().AsNoTracking().Where(session => ids.Contains(session.Id)).ToListAsync(cancel)).Where(session => !session.IsOver(now)).Select(session => session.Id).ToHashSet();
        var over = all.FindAll(row => !open.Contains(row.SessionId));
        if (over.Count > 0)
        {
            var marks = over.ConvertAll(row => row.Id);
            over.ForEach(row => db.Entry(row).State = EntityState.Detached);
            await db.Set<NewsBrowser>().Where(row => marks.Contains(row.Id)).ExecuteDeleteAsync(cancel);
        }
        return all.FindAll(row => open.Contains(row.SessionId));
    }
}

/// <summary>Whether there is something to tell a phone, and the one sentence that it shows.</summary>
internal sealed class NewsRing(PendopoDb db, Viewers viewers, NewsReading reading, PublicAddress address)
{
    /// <summary>Whether anything came after an instant that the member may see, has not read, and wishes to hear of on the phone.</summary>
    public async Task<bool> Is(NewsWish wish, DateTimeOffset since, CancellationToken cancel) =>
        await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == wish.MemberId, cancel) is { RestrictedAt: null } member && await reading.Rings(await viewers.Of(member, cancel), wish, since, cancel);

    /// <summary>Nothing of what it is about, of a group or of the centre: a phone lies where others look.</summary>
    public async Task<BrowserNotice> Notice(Id<Member> member, Centre centre, CancellationToken cancel)
    {
        var language = await db.Set<Member>().Where(row => row.Id == member).Join(db.Set<Person>(), row => row.PersonId, person => person.Id, (_, person) => person.Language).FirstOrDefaultAsync(cancel) ?? centre.Language;
        return new(Guid.Empty, NewsText.In("PhoneTold", CultureInfo.GetCultureInfo(language)), "", $"{address.Home(centre)}/square/news", language);
    }
}
