using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;

namespace Pendopo.Community.News;

/// <summary>Looks where it is morning and somebody wishes a mail, and lets go of what is old.</summary>
[Job("community.news-all", MaxAttempts = 1)]
internal sealed record TellNews : IJob;

internal sealed class TellNewsJob(PendopoDb db, CentreDirectory centres, JobBoard jobs, TimeProvider time) : IJobHandler<TellNews>
{
    /// <summary>Mails leave between these hours of the centre's day: one that slept in the morning tells it later.</summary>
    public const int FirstHour = 7, LastHour = 20;

    /// <summary>So long news are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task<JobOutcome> Run(TellNews job, CancellationToken cancel)
    {
        var now = time.Now();
        var over = now - Kept;
        await db.Set<NewsItem>().AcrossCentres().Where(row => row.At < over).ExecuteDeleteAsync(cancel);
        var wished = await db.Set<NewsWish>().AcrossCentres().Where(row => row.ByMail).Select(row => row.CentreId).Distinct().ToListAsync(cancel);
        foreach (var centre in (await centres.All(cancel)).Where(centre => wished.Contains(centre.Id) && centre.Local(now).Hour is >= FirstHour and < LastHour))
            jobs.Add(new TellNewsAtCentre(), centre: centre.Id);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("community.news", Queue = "delivery", MaxAttempts = 3)]
internal sealed record TellNewsAtCentre : IJob;

/// <summary>Goes through who wishes a mail at a centre. The mails and the marks that they went stand in one transaction, so that a job that runs twice tells it once.</summary>
internal sealed class TellNewsAtCentreJob(PendopoDb db, Here here, CentreScope scope, CentreDirectory centres, NewsLetter letter, TimeProvider time) : IJobHandler<TellNewsAtCentre>
{
    private const int AtOnce = 200;

    public async Task<JobOutcome> Run(TellNewsAtCentre job, CancellationToken cancel)
    {
        var centre = await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("News have no centre.");
        here.At(centre);
        if (!letter.CanLeave)
            return JobOutcome.Cancel("No mail server is set.");
        var now = time.Now();
        var today = DateOnly.FromDateTime(centre.Local(now).DateTime);
        for (Id<NewsWish>? last = null; ;)
        {
            var rows = await db.Set<NewsWish>().Where(row => row.ByMail && (last == null || row.Id > last.Value)).OrderBy(row => row.Id).Take(AtOnce).ToListAsync(cancel);
            foreach (var wish in rows.Where(wish => DateOnly.FromDateTime(centre.Local(wish.MailedUntil).DateTime) < today))
            {
                if (await letter.Write(wish, centre, cancel))
                    wish.Mailed(now);
            }
            if (!await db.TrySave(cancel))
                return JobOutcome.Again("Somebody changed a wish in the same moment.");
            if (rows.Count < AtOnce)
                return JobOutcome.Done;
            last = rows[^1].Id;
        }
    }
}

/// <summary>One mail to a member who has unread news: how much it is and where it stands, and nothing of what it is about.</summary>
internal sealed class NewsLetter(PendopoDb db, Viewers viewers, NewsReading reading, MyNewsWish wishes, MailOut mail, PublicAddress address)
{
    public bool CanLeave => mail.IsSetUp;

    /// <summary>Adds the mail to the context; false when there is nothing to tell, or nowhere.</summary>
    public async Task<bool> Write(NewsWish wish, Centre centre, CancellationToken cancel)
    {
        if (await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == wish.MemberId, cancel) is not { RestrictedAt: null } member || await wishes.MailOf(member, cancel) is not { Address: { } to, IsTheirs: true })
            return false;
        var unread = await reading.Unread(await viewers.Of(member, cancel), wish.MailedUntil, cancel);
        if (unread == 0)
            return false;
        var language = await db.Set<Person>().Where(row => row.Id == member.PersonId).Select(row => row.Language).FirstOrDefaultAsync(cancel) ?? centre.Language;
        var culture = CultureInfo.GetCultureInfo(language);
        var subject = string.Format(culture, NewsText.In(unread == 1 ? "MailSubjectOne" : "MailSubject", culture), centre.Name, unread >= NewsReading.MostCounted ? $"{NewsReading.MostCounted}+" : unread.ToString(culture));
        return mail.Add(to, "square-news", subject, $"{subject}\n\n{address.Home(centre)}/square/news\n\n{NewsText.In("MailStop", culture)}\n{address.Home(centre)}/square/news/choice\n", language);
    }
}
