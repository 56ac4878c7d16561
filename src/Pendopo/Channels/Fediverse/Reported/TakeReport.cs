using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Html;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;

namespace Pendopo.Channels.Fediverse.Reported;

/// <summary>Complaints from elsewhere about something here: kept for those who moderate, who are told.</summary>
internal sealed class TakeReport(PendopoDb db, CentreScope scope, CentreDirectory centres, Addresses addresses, ReportNotice notice, TimeProvider time)
{
    /// <summary>Open reports that are kept, of one server and of all: more of them say nothing new, and servers gone wild fill no table.</summary>
    public const int MostOfOneServer = 50, MostOpen = 500;

    // Things one report names that a person will look at.
    private const int MostSubjects = 50;

    public async Task<JobOutcome> Run(Activity flag, CancellationToken cancel)
    {
        if (flag.Actor.Length > RemoteActor.MaxAddress || await centres.ById(scope.Centre, cancel) is not { } centre)
            return JobOutcome.Done;
        var subjects = await Named([.. flag.ObjectIds.Where(id => id.Length <= RemoteActor.MaxAddress && IsForUs(id, centre.Handle)).Take(MostSubjects)], centre, cancel);
        if (subjects.Count == 0)
            return JobOutcome.Done;
        // The reporter may write markup; only the words are kept.
        var report = FediverseReport.Of(scope.Centre, flag.Actor, subjects, KeptText.Of(HtmlText.From(flag.Content), FediverseReport.MaxComment), time.Now());
        var open = await db.Set<FediverseReport>().Where(row => row.ClosedAt == null).Select(row => new { row.From, row.About, row.Comment }).ToListAsync(cancel);
        var ofServer = open.Where(row => WebAddress.SameHost(row.From, report.From)).ToList();
        if (open.Count >= MostOpen || ofServer.Count >= MostOfOneServer || ofServer.Exists(row => row.About == report.About && row.Comment == report.Comment))
            return JobOutcome.Done;
        db.Add(report);
        // One mail until somebody has looked: what waits is counted at the desk.
        if (open.Count == 0)
            await notice.Tell(cancel);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    /// <summary>The names of what the report means: a page that people read is the post or the centre that stands on it.</summary>
    private async Task<List<string>> Named(List<string> ids, Centre centre, CancellationToken cancel)
    {
        var pages = await db.Set<FediversePost>().Where(row => ids.Contains(row.Url!)).Select(row => new { row.Url, row.Uri }).ToListAsync(cancel);
        var names = pages.DistinctBy(page => page.Url, StringComparer.Ordinal).ToDictionary(page => page.Url!, page => page.Uri, StringComparer.Ordinal);
        names[addresses.Page(centre.Handle)] = addresses.Actor(centre.Handle);
        return [.. ids.Select(id => names.GetValueOrDefault(id, id)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A report that names things of two centres is told to each without the other's.</summary>
    private bool IsForUs(string id, string handle) => addresses.Read(id) is not { } own || string.Equals(own.Handle, handle, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Tells those who moderate that a report came in; what it says stands behind the sign-in.</summary>
internal sealed class ReportNotice(CentreScope scope, Holders holders, StaffMail mail)
{
    /// <summary>Adds the mails to the context.</summary>
    public async Task Tell(CancellationToken cancel)
    {
        var people = await holders.Of(ChannelsRoom.MayModerate, scope.Centre, ownOnly: true, cancel);
        await mail.Tell([.. people.Select(person => person.Id)], new("fediverse.reported", typeof(FediverseText), "ReportMail", "/desk/fediverse/reports"), cancel);
    }
}
