using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Checklists;

/// <summary>What was ticked, and by whom.</summary>
public sealed record TickedLine(IReadOnlyList<string> Lines, string By, DateTimeOffset At);

/// <summary>Reads the centre's checklists and what was ticked of them.</summary>
internal sealed class ChecklistBook(PendopoDb db)
{
    public Task<Dictionary<PostKind, Checklist>> All(CancellationToken cancel) => db.Set<Checklist>().AsNoTracking().ToDictionaryAsync(row => row.Kind, cancel);

    /// <summary>The lines for a kind; empty when the centre wants none.</summary>
    public async Task<IReadOnlyList<string>> Of(PostKind kind, CancellationToken cancel) =>
        (await db.Set<Checklist>().AsNoTracking().FirstOrDefaultAsync(row => row.Kind == kind, cancel))?.Lines ?? [];

    /// <summary>What was ticked for a revision, or null.</summary>
    public async Task<TickedLine?> Ticked(Id<Post> post, int revision, CancellationToken cancel)
    {
        if (await db.Set<ChecklistTicks>().AsNoTracking().FirstOrDefaultAsync(row => row.PostId == post && row.Revision == revision, cancel) is not { } ticks)
            return null;
        var name = await db.Set<Person>().AsNoTracking().Where(person => person.Id == ticks.PersonId).Select(person => person.Name).FirstOrDefaultAsync(cancel);
        return new(ticks.Lines, name ?? "", ticks.TickedAt);
    }

    /// <summary>The first line that is not ticked for the present words, as a refusal; null when all are.</summary>
    public static async Task<Problem?> Open(PendopoDb db, Post post, PostLedger ledger, CancellationToken cancel)
    {
        if (await db.Set<Checklist>().AsNoTracking().FirstOrDefaultAsync(row => row.Kind == post.Kind, cancel) is not { Lines.Count: > 0 } list)
            return null;
        var ticked = (await db.Set<ChecklistTicks>().AsNoTracking().FirstOrDefaultAsync(row => row.PostId == post.Id && row.Revision == post.Revision, cancel))?.Lines ?? [];
        return list.Lines.Except(ticked, StringComparer.Ordinal).FirstOrDefault() is { } open ? ledger.Problem("ChecklistOpen", "Checks", open) : null;
    }
}

/// <summary>Ticks lines for the present words of a post, in the place of what was ticked for them before.</summary>
internal sealed class TickChecklist(PendopoDb db, PostLedger ledger)
{
    public async Task<Result<Post>> Run(Id<Post> id, IReadOnlyCollection<string> lines, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        // What a reviewer was shown stays as it was.
        if (post.SubmittedRevision == post.Revision && post.Review is ReviewState.WaitingForApproval or ReviewState.Approved)
            return ledger.Problem("AlreadySubmitted");
        var known = (await db.Set<Checklist>().AsNoTracking().FirstOrDefaultAsync(row => row.Kind == post.Kind, cancel))?.Lines ?? [];
        var ticked = known.Where(line => lines.Contains(line, StringComparer.Ordinal)).ToList();
        var row = await db.Set<ChecklistTicks>().FirstOrDefaultAsync(found => found.PostId == id && found.Revision == post.Revision, cancel);
        if (row is null && ticked.Count == 0)
            return post;
        if (row is null)
            db.Add(row = ChecklistTicks.Of(post));
        row.Tick(ticked, ledger.Here.Actor, ledger.Now);
        return await ledger.Keep(post, cancel);
    }
}

/// <summary>Writes the centre's checklists.</summary>
internal sealed class KeepChecklists(PendopoDb db, Here here, AuditBook audit, IStringLocalizer<ChecklistText> words)
{
    public const string May = "publishing.publish";

    /// <param name="texts">By kind: one line each; a kind that is left out keeps what it has.</param>
    public async Task<Result<Done>> Run(IReadOnlyDictionary<PostKind, string> texts, CancellationToken cancel)
    {
        if (!here.May(May))
            return words.Problem("MayNotKeep");
        var problems = texts.Where(pair => !Fits(Checklist.LinesOf(pair.Value))).Select(pair => words.Problem("TooMuch", pair.Key.ToString(), Checklist.MostLines, Checklist.LineLength)).ToList();
        if (problems.Count > 0)
            return problems;
        var standing = await db.Set<Checklist>().ToDictionaryAsync(row => row.Kind, cancel);
        foreach (var (kind, text) in texts)
        {
            if (!standing.TryGetValue(kind, out var list))
                db.Add(list = Checklist.Of(here.Centre.Id, kind));
            list.Say(Checklist.LinesOf(text.ReplaceLineEndings("\n")).Distinct(StringComparer.Ordinal));
        }
        audit.Note("checklist.changed", "checklists", string.Join(' ', texts.Keys.Order()));
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    private static bool Fits(IReadOnlyList<string> lines) => lines.Count <= Checklist.MostLines && lines.All(line => line.Length <= Checklist.LineLength);
}
