using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.Questions;
using Pendopo.Community.Reports;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Community.Trust;

/// <summary>How somebody stands: what is open to them now, and what comes next.</summary>
/// <param name="Next">The next level that opens more; null at the last one, and for who stands outside.</param>
/// <param name="IsOutside">Colleagues and professionals: for them there are no levels.</param>
public sealed record TrustStanding(TrustLevel Level, TrustStep Now, TrustStep? Next, TrustFacts Facts, bool IsOutside);

/// <summary>Reads how far a member is known. It is computed when it is asked, so that nothing of it can grow old.</summary>
internal sealed class TrustBook(PendopoDb db, Here here, Badges badges, TimeProvider time)
{
    /// <summary>The numbers of the centre in scope, their source, and the version that was read; null while the usual ones hold.</summary>
    public async Task<(IReadOnlyList<TrustStep> Steps, string? Source, int? Version)> Rules(CancellationToken cancel) =>
        await db.Set<TrustRules>().AsNoTracking().FirstOrDefaultAsync(cancel) is { } own ? (own.Steps, own.Source, own.Version) : (TrustRules.Usual, null, null);

    /// <summary>How the member of this request stands.</summary>
    public async Task<TrustStanding> Of(Viewer viewer, CancellationToken cancel)
    {
        var (steps, _, _) = await Rules(cancel);
        if (await IsOutside(viewer, cancel))
            return new(TrustLevel.Trusted, steps[^1], null, new(0, 0, 0, 0, 0), IsOutside: true);
        var facts = await Facts(viewer, cancel);
        var level = (int)TrustRules.LevelOf(facts, steps);
        return new((TrustLevel)level, steps[level], level + 1 < steps.Count ? steps[level + 1] : null, facts, IsOutside: false);
    }

    /// <summary>Colleagues are known to the centre, professionals by their licence.</summary>
    public async Task<bool> IsOutside(Viewer viewer, CancellationToken cancel) =>
        here.Permissions.Count > 0 || (viewer.Own is { } own && await badges.Of(own.Id, cancel) is not null);

    private async Task<TrustFacts> Facts(Viewer viewer, CancellationToken cancel)
    {
        var (now, mine, visits) = (time.Now(), viewer.Faces, viewer.Member!.Visits);
        var (yesterday, since) = (now - TimeSpan.FromDays(1), now - TrustRules.Forgiven);
        var said = db.Set<Said>().Where(row => mine.Contains(row.FaceId) && row.GoneAt == null && row.HiddenAt == null);
        var thanks = await db.Set<Thank>().Where(row => said.Any(one => one.Id == row.SaidId)).Select(row => row.FaceId)
            .Union(db.Set<Question>().Where(row => row.AcceptedId != null && said.Any(one => one.Id == row.AcceptedId)).Join(db.Set<Said>(), row => row.SaidId, post => post.Id, (_, post) => post.FaceId)).CountAsync(cancel);
        // Several reports of one thing are decided about together, and an appeal against one of them is about all.
        var against = (await db.Set<Report>().Where(row => mine.Contains(row.AuthorId) && row.DecidedAt > since && (row.Decision == ReportDecision.Hide || row.Decision == ReportDecision.Warn || row.Decision == ReportDecision.Suspend))
            .Select(row => new { row.Item, row.DecidedAt, row.Upheld }).ToListAsync(cancel)).GroupBy(row => (row.Item, row.DecidedAt)).Count(rows => rows.All(row => row.Upheld != false));
        var today = Clock.DateOf(now, here.Centre.Zone);
        return new(visits.Days, visits.Within(today), thanks, await said.CountAsync(row => row.At <= yesterday, cancel), against);
    }
}

/// <summary>The head settles the numbers, with where they are from.</summary>
internal sealed class KeepTrust(PendopoDb db, Here here, AuditBook audit, IStringLocalizer<TrustText> words)
{
    /// <param name="steps">One for each level, the newest first; null where a figure is no number.</param>
    /// <param name="basedOn">The version that was read; null when there was none.</param>
    public async Task<Result<Done>> Run(IReadOnlyList<TrustStep?> steps, string? source, int? basedOn, CancellationToken cancel)
    {
        var problems = Wrong(steps).ToList();
        if (string.IsNullOrWhiteSpace(source) || source.Trim().Length > TrustRules.SourceLength)
            problems.Add(words.Problem("SourceMissing", "Source", TrustRules.SourceLength));
        if (problems.Count > 0)
            return problems;
        return await db.Attempt<Done>(async () =>
        {
            var own = await db.Set<TrustRules>().FirstOrDefaultAsync(cancel);
            if (own?.Version != basedOn)
                return words.Problem("Stale");
            (own ?? db.Add(TrustRules.Of(here.Centre.Id)).Entity).Settle([.. steps.OfType<TrustStep>()], source!.Trim());
            audit.Note("community.trust", $"centre:{here.Centre.Id}");
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>Those that come with the program hold again.</summary>
    public async Task Reset(CancellationToken cancel)
    {
        db.RemoveRange(await db.Set<TrustRules>().ToListAsync(cancel));
        audit.Note("community.trust", $"centre:{here.Centre.Id}");
        await db.TrySave(cancel);
    }

    // A higher level never asks for less nor opens less, and the newest can always say something.
    private IEnumerable<Problem> Wrong(IReadOnlyList<TrustStep?> steps)
    {
        if (steps.Count != TrustRules.Usual.Count)
        {
            yield return words.Problem("StepsCount", null, TrustRules.Usual.Count);
            yield break;
        }
        for (var level = 0; level < steps.Count; level++)
        {
            var name = TrustText.Say("Level_" + (TrustLevel)level);
            if (steps[level] is not { } step || step.Figures.Any(figure => figure < 0) || step.Figures.Take(4).Any(figure => figure > TrustStep.MostNeeded) || step.Recent > Visits.Span
                || step.Pictures > TakePictures.Most || step.Links > TrustStep.MostLinks || Math.Max(step.Posts, step.Comments) > TrustStep.MostSaid || Math.Min(step.Posts, step.Comments) < 1)
                yield return words.Problem("StepWrong", $"{(TrustLevel)level}.Days", name, TrustStep.MostNeeded, Visits.Span, TakePictures.Most, TrustStep.MostLinks, TrustStep.MostSaid);
            else if (level == 0 ? step.Figures.Take(4).Any(figure => figure > 0) : steps[level - 1] is { } before && step.Figures.Zip(before.Figures).Any(pair => pair.First < pair.Second))
                yield return words.Problem(level == 0 ? "NewAsks" : "StepFalls", $"{(TrustLevel)level}.Days", name);
        }
    }
}
