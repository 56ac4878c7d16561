using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Reports;

/// <summary>Silence takes two: one proposes it, with the words out of sight at once, and another one decides. What nobody seconds lapses, with the words as they were.</summary>
internal sealed class Proposals(PendopoDb db, Here here, Holders holders, IEnumerable<IModeratedKind> kinds, JobBoard jobs, AuditBook audit, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    /// <summary>How long a proposal waits for a second person. Our own choice.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(3);

    /// <summary>Why the person of this request may not second it; null when they may.</summary>
    public async Task<Problem?> Refuses(Report report, IReadOnlyCollection<Report> all, CancellationToken cancel)
    {
        if (report.ProposedById == here.Actor)
            return words.Problem("ProposalOther");
        return (await Reporters(all, cancel)).Contains(here.Actor) ? words.Problem("SecondReporter") : null;
    }

    /// <summary>Proposes silence, on every open report of the same thing.</summary>
    public async Task<Problem?> Run(Report report, IReadOnlyCollection<Report> all, string reasons, CancellationToken cancel)
    {
        if (all.Any(same => same.ProposedById == here.Actor && same.LapsedAt is not null))
            return words.Problem("ProposalLapsed");
        if (!await AnySecond(report, all, cancel))
            return words.Problem("NobodySeconds");
        var now = time.Now();
        foreach (var same in all)
            same.Propose(reasons, here.Actor, now);
        await Kind(report).Show(report.Item, shown: false, cancel);
        jobs.Add(new LapseProposal(report.Id), now + Span);
        audit.Note("community.propose", $"report:{report.Id}");
        return null;
    }

    /// <summary>Nobody seconded it: the reports are open as before, and the words stand as they stood.</summary>
    public async Task Lapse(Report report, CancellationToken cancel)
    {
        var all = await db.Set<Report>().Where(row => row.Kind == report.Kind && row.Item == report.Item && row.DecidedAt == null).ToListAsync(cancel);
        foreach (var same in all.Where(same => same.IsProposed))
            same.Lapse(time.Now());
        await ShowAgain(report, all, cancel);
    }

    /// <summary>Shows a thing again unless something else that was decided or proposed about it still stands.</summary>
    /// <param name="ended">The reports whose decision or proposal ends now.</param>
    public async Task ShowAgain(Report report, IReadOnlyCollection<Report> ended, CancellationToken cancel)
    {
        var ids = ended.Select(row => row.Id).ToList();
        var stands = await db.Set<Report>().AnyAsync(row => row.Kind == report.Kind && row.Item == report.Item && !ids.Contains(row.Id)
            && (((row.Decision == ReportDecision.Hide || row.Decision == ReportDecision.Warn || row.Decision == ReportDecision.Suspend) && row.Upheld != false)
                || (row.DecidedAt == null && row.ProposedById != null && row.LapsedAt == null)), cancel);
        if (!stands)
            await Kind(report).Show(report.Item, shown: true, cancel);
    }

    // Neither who proposes it, nor who reported, nor who is meant.
    private async Task<bool> AnySecond(Report report, IReadOnlyCollection<Report> all, CancellationToken cancel)
    {
        var may = (await holders.Of(CommunityRoom.MayModerate, here.Centre.Id, ownOnly: false, cancel)).Select(person => person.Id).ToHashSet();
        if (Kind(report).IsPrivate)
            may.IntersectWith((await holders.Of(CommunityRoom.MayReadPrivate, here.Centre.Id, ownOnly: false, cancel)).Select(person => person.Id));
        may.Remove(here.Actor);
        may.ExceptWith(await Reporters(all, cancel));
        may.ExceptWith(await db.Set<Member>().Where(row => db.Set<Face>().Any(face => face.Id == report.AuthorId && face.MemberId == row.Id)).Select(row => row.PersonId).ToListAsync(cancel));
        return may.Count > 0;
    }

    private async Task<HashSet<Id<Person>>> Reporters(IReadOnlyCollection<Report> all, CancellationToken cancel)
    {
        var members = all.Select(row => row.ReporterId).ToList();
        return (await db.Set<Member>().Where(row => members.Contains(row.Id)).Select(row => row.PersonId).ToListAsync(cancel)).ToHashSet();
    }

    private IModeratedKind Kind(Report report) => kinds.First(kind => kind.Name == report.Kind);
}
