using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Reports;

/// <summary>A member reports what they see, and appeals against what was decided about their own words.</summary>
internal sealed class MakeReport(PendopoDb db, Viewers viewers, IEnumerable<IModeratedKind> kinds, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    /// <summary>More open ones of one member are no help to anybody. Our own choice; danger is never counted.</summary>
    public const int MostOpen = 20;

    /// <summary>What would be reported, when the viewer sees it.</summary>
    public async Task<ContentSnapshot?> Seen(string kind, Guid item, CancellationToken cancel) =>
        kinds.FirstOrDefault(one => one.Name == kind) is { } found && (await viewers.Read(cancel)).Member is not null && await found.IsSeen(item, cancel) ? await found.Snapshot(item, cancel) : null;

    public async Task<Result<Report>> Run(string kind, Guid item, string? reason, string? note, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (await Seen(kind, item, cancel) is not { } shown || viewer.Faces.Contains(new Id<Face>(shown.Author)))
            return Problem.NotFound;
        if (!Enum.TryParse<ReportReason>(reason, ignoreCase: false, out var chosen) || !Enum.IsDefined(chosen))
            return words.Problem("ReasonMissing", "Reason");
        if (note?.Trim().Length > Report.NoteLength)
            return words.Problem("TextLong", "Note", Report.NoteLength);
        var me = viewer.Member!.Id;
        var mine = db.Set<Report>().Where(row => row.ReporterId == me && row.DecidedAt == null);
        if (await mine.FirstOrDefaultAsync(row => row.Kind == kind && row.Item == item, cancel) is { } before)
            return before;
        var kept = Report.Kept(shown);
        if (await db.Set<Report>().AnyAsync(row => row.Kind == kind && row.Item == item && row.ShownText == kept && row.Decision == ReportDecision.Fine, cancel))
            return words.Problem("ReviewedFine");
        if (chosen != ReportReason.Danger && await mine.CountAsync(cancel) >= MostOpen)
            return words.Problem("ReportsMany");
        var report = Report.Of(viewer.Member, kind, shown, chosen, (note ?? "").Trim(), time.Now());
        if (await db.Set<Report>().FirstOrDefaultAsync(row => row.Kind == kind && row.Item == item && row.DecidedAt == null && row.ProposedById != null && row.LapsedAt == null, cancel) is { } proposed)
            report.Follow(proposed);
        db.Add(report);
        await db.SaveChangesAsync(cancel);
        return report;
    }

    /// <summary>What became of the viewer's reports, newest first.</summary>
    public async Task<IReadOnlyList<Report>> Mine(CancellationToken cancel)
    {
        var me = (await viewers.Read(cancel)).Member?.Id;
        return await db.Set<Report>().AsNoTracking().Where(row => row.ReporterId == me).OrderByDescending(row => row.Id).Take(50).ToListAsync(cancel);
    }

    /// <summary>What was decided about the viewer's own words, once for each decision.</summary>
    public async Task<IReadOnlyList<Report>> AboutMe(CancellationToken cancel)
    {
        var faces = (await viewers.Read(cancel)).Faces;
        var rows = await db.Set<Report>().AsNoTracking().Where(row => faces.Contains(row.AuthorId) && row.Decision != null && row.Decision != ReportDecision.Fine).OrderByDescending(row => row.DecidedAt).ThenByDescending(row => row.AppealedAt != null).Take(50).ToListAsync(cancel);
        return [.. rows.DistinctBy(row => (row.Item, row.DecidedAt))];
    }

    public async Task<Result<Done>> Appeal(Id<Report> id, string? text, CancellationToken cancel)
    {
        var faces = (await viewers.Read(cancel)).Faces;
        if (string.IsNullOrWhiteSpace(text) || text.Trim().Length > Report.StatementLength)
            return words.Problem("AppealMissing", "Appeal", Report.StatementLength);
        return await db.Attempt<Done>(async () =>
        {
            if (await db.Set<Report>().FirstOrDefaultAsync(row => row.Id == id && faces.Contains(row.AuthorId), cancel) is not { } report || !report.CanAppeal(time.Now()))
                return Problem.NotFound;
            report.AppealTo(text.Trim().ReplaceLineEndings("\n"), time.Now());
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }
}

/// <summary>The queue of who keeps the square: claimed, decided with reasons, and decided anew by somebody else after an appeal.</summary>
internal sealed class ReportDesk(PendopoDb db, Here here, IEnumerable<IModeratedKind> kinds, Proposals proposals, TellMembers tell, AuditBook audit, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    /// <summary>How long a suspension lasts. Our own choice.</summary>
    public static readonly TimeSpan Suspended = TimeSpan.FromDays(7);
    private const int Most = 100;

    /// <summary>What waits: danger first, then the oldest.</summary>
    public async Task<IReadOnlyList<Report>> Open(CancellationToken cancel) =>
        await Mine().AsNoTracking().Where(row => row.DecidedAt == null).OrderBy(row => row.Reason == ReportReason.Danger ? 0 : 1).ThenBy(row => row.Id).Take(Most).ToListAsync(cancel);

    /// <summary>Appeals that wait for somebody who did not decide before.</summary>
    public async Task<IReadOnlyList<Report>> Appeals(CancellationToken cancel) =>
        await Mine().AsNoTracking().Where(row => row.AppealedAt != null && row.AppealEndedAt == null).OrderBy(row => row.AppealedAt).Take(Most).ToListAsync(cancel);

    public Task<int> Count(CancellationToken cancel) => Mine().CountAsync(row => row.DecidedAt == null || (row.AppealedAt != null && row.AppealEndedAt == null), cancel);

    public Task<Report?> Find(Id<Report> id, CancellationToken cancel) => Mine().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>Writes down that somebody read what was said between two alone.</summary>
    public async Task Opened(IReadOnlyList<Report> reports, CancellationToken cancel)
    {
        var closed = reports.Where(report => Kind(report).IsPrivate).ToList();
        closed.ForEach(report => audit.Note("community.private-read", $"report:{report.Id}"));
        if (closed.Count > 0)
            await db.SaveChangesAsync(cancel);
    }

    /// <summary>How the thing stands now, and what was decided before about the same face.</summary>
    public async Task<(ContentSnapshot? Now, int Before)> Around(Report report, CancellationToken cancel) =>
        (await Kind(report).Snapshot(report.Item, cancel), await Mine().CountAsync(row => row.AuthorId == report.AuthorId && row.Id != report.Id && row.Decision != null && row.Decision != ReportDecision.Fine, cancel));

    public Task<Result<Done>> Claim(Id<Report> id, bool mine, CancellationToken cancel) => Change(id, report =>
    {
        if (report.DecidedAt is not null || (mine && report.ClaimedById is { } other && other != here.Actor))
            return Task.FromResult<Problem?>(words.Problem("ReportTaken"));
        report.Claim(mine ? here.Actor : null);
        return Task.FromResult<Problem?>(null);
    }, cancel);

    /// <summary>Decides about every open report of the same thing.</summary>
    public async Task<Result<Done>> Decide(Id<Report> id, string? decision, string? statement, CancellationToken cancel)
    {
        if (!Enum.TryParse<ReportDecision>(decision, ignoreCase: false, out var chosen) || !Enum.IsDefined(chosen))
            return words.Problem("DecisionMissing", "Decision");
        if (string.IsNullOrWhiteSpace(statement) || statement.Trim().Length > Report.StatementLength)
            return words.Problem("StatementMissing", "Statement", Report.StatementLength);
        return await Change(id, async report =>
        {
            if (report.DecidedAt is not null)
                return words.Problem("ReportTaken");
            if (await IsMine(report, cancel))
                return words.Problem("ReportOwn");
            var all = await db.Set<Report>().Where(row => row.Kind == report.Kind && row.Item == report.Item && row.DecidedAt == null).ToListAsync(cancel);
            if (chosen == ReportDecision.Suspend && !report.IsProposed)
                return await proposals.Run(report, all, statement.Trim().ReplaceLineEndings("\n"), cancel);
            if (chosen == ReportDecision.Suspend && await proposals.Refuses(report, all, cancel) is { } refusal)
                return refusal;
            var proposed = all.Exists(same => same.IsProposed);
            foreach (var same in all)
                same.Decide(chosen, statement.Trim().ReplaceLineEndings("\n"), here.Actor, time.Now());
            await tell.Centrally(all.Select(same => same.ReporterId), NewsKind.Decided, cancel);
            if (chosen != ReportDecision.Fine)
                await tell.Bearer(report.AuthorId, NewsKind.Judged, cancel);
            if (chosen is ReportDecision.Hide or ReportDecision.Warn or ReportDecision.Suspend)
                await Kind(report).Show(report.Item, shown: false, cancel);
            else if (proposed)
                await proposals.ShowAgain(report, all, cancel);
            if (chosen == ReportDecision.Suspend)
                await Suspend(report, time.Now() + Suspended, cancel);
            audit.Note("community.decide", $"report:{id}", chosen.ToString());
            return null;
        }, cancel);
    }

    /// <summary>Somebody else decides about the appeal: the decision stands, or all of it is undone.</summary>
    public async Task<Result<Done>> DecideAppeal(Id<Report> id, bool upheld, string? statement, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(statement) || statement.Trim().Length > Report.StatementLength)
            return words.Problem("StatementMissing", "Statement", Report.StatementLength);
        return await Change(id, async report =>
        {
            if (report.AppealedAt is null || report.AppealEndedAt is not null)
                return words.Problem("ReportTaken");
            if (report.DecidedById == here.Actor || report.ProposedById == here.Actor || await IsMine(report, cancel))
                return words.Problem("AppealOther");
            await tell.Bearer(report.AuthorId, NewsKind.Judged, cancel);
            report.EndAppeal(upheld, statement.Trim().ReplaceLineEndings("\n"), here.Actor, time.Now());
            // Several reports of one thing are decided about together, so they end together. What was decided for another reason stands.
            var together = upheld ? [report] : await db.Set<Report>().Where(row => row.Kind == report.Kind && row.Item == report.Item && row.DecidedAt == report.DecidedAt).ToListAsync(cancel);
            foreach (var same in together.Where(same => same.Id != report.Id))
                same.Undo();
            if (!upheld && report.Decision is ReportDecision.Hide or ReportDecision.Warn or ReportDecision.Suspend)
                await proposals.ShowAgain(report, together, cancel);
            if (!upheld && report.Decision == ReportDecision.Suspend)
                await Suspend(report, await StillSilent(report, together, cancel), cancel);
            audit.Note("community.appeal", $"report:{id}", upheld ? "upheld" : "undone");
            return null;
        }, cancel);
    }

    // What was said between two alone is for who answers for safety: for everybody else such a report is not there, in no list and no count.
    private IQueryable<Report> Mine()
    {
        var closed = here.May(CommunityRoom.MayReadPrivate) ? [] : kinds.Where(kind => kind.IsPrivate).Select(kind => kind.Name).ToList();
        return db.Set<Report>().Where(row => !closed.Contains(row.Kind));
    }

    private IModeratedKind Kind(Report report) => kinds.First(kind => kind.Name == report.Kind);

    private async Task<bool> IsMine(Report report, CancellationToken cancel)
    {
        var me = here.Actor;
        return await db.Set<Face>().AnyAsync(face => face.Id == report.AuthorId && db.Set<Member>().Any(member => member.Id == face.MemberId && member.PersonId == me), cancel);
    }

    private async Task Suspend(Report report, DateTimeOffset? until, CancellationToken cancel)
    {
        var face = await db.Set<Face>().Where(row => row.Id == report.AuthorId).Select(row => row.MemberId).FirstOrDefaultAsync(cancel);
        if (await db.Set<Member>().FirstOrDefaultAsync(row => row.Id == face, cancel) is { } member)
            member.Suspend(until);
    }

    // Until when another decision about words of the same person keeps them silent; null when none does.
    private async Task<DateTimeOffset?> StillSilent(Report report, List<Report> ended, CancellationToken cancel)
    {
        var ids = ended.ConvertAll(row => row.Id);
        var faces = db.Set<Face>().Where(face => db.Set<Face>().Any(own => own.Id == report.AuthorId && own.MemberId == face.MemberId)).Select(face => face.Id);
        var last = await db.Set<Report>().Where(row => faces.Contains(row.AuthorId) && !ids.Contains(row.Id) && row.Decision == ReportDecision.Suspend && row.Upheld != false).OrderByDescending(row => row.DecidedAt).Select(row => row.DecidedAt).FirstOrDefaultAsync(cancel);
        return last + Suspended > time.Now() ? last + Suspended : null;
    }

    private Task<Result<Done>> Change(Id<Report> id, Func<Report, Task<Problem?>> act, CancellationToken cancel) => db.Attempt<Done>(async () =>
    {
        if (await Mine().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } report)
            return Problem.NotFound;
        return await act(report) is { } problem ? problem : default(Done);
    }, () => words.Problem("Stale"), cancel);
}
