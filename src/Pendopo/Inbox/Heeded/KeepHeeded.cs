using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Reputation;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Heeded;

/// <param name="Shown">Whether everybody reads it: then the guard is asked first.</param>
internal sealed record KeepHeededLine(Id<HeededLine>? Id, HeededWords Words, Id<Conversation>? From, bool Shown, int? BasedOn);

/// <summary>Keeps what was heeded, and shows it when the guard finds nobody in it.</summary>
internal sealed class KeepHeeded(PendopoDb db, HeededReading reading, Here here, ExitDoors exits, IStringLocalizer<ReputationText> words, TimeProvider time)
{
    public const string Exit = "inbox.heeded";

    /// <summary>How many lines the public page shows.</summary>
    public const int Most = 100;

    /// <summary>All lines for the desk, newest first.</summary>
    public Task<List<HeededLine>> All(CancellationToken cancel) => db.Set<HeededLine>().AsNoTracking().OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancel);

    /// <summary>What everybody reads, newest first; what the guard would hold today is left out.</summary>
    public async Task<List<HeededLine>> Shown(int most, CancellationToken cancel)
    {
        var lines = await reading.Shown(db, most).ToListAsync(cancel);
        var shown = new List<HeededLine>();
        foreach (var line in lines)
        {
            if ((await exits.Ask(Asking(line.CentreId, line.Id, line.Words), cancel)).MayLeave)
                shown.Add(line);
        }
        return shown;
    }

    public Task<HeededLine?> Find(Id<HeededLine> id, CancellationToken cancel) => db.Set<HeededLine>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);

    public async Task<Result<HeededLine>> Run(KeepHeededLine keep, CancellationToken cancel)
    {
        return here.May(InboxRoom.MayReply) ? await Keep(keep, cancel) : Problem.NotFound;
    }

    /// <summary>The same for a room that has asked itself whether this person may.</summary>
    public async Task<Result<HeededLine>> Keep(KeepHeededLine keep, CancellationToken cancel)
    {
        var said = new HeededWords(Plain(keep.Words.SaidId), Plain(keep.Words.SaidEn), Plain(keep.Words.DidId), Plain(keep.Words.DidEn));
        var problems = Wrong(said);
        if (problems.Count > 0)
            return problems;
        if (keep.From is { } from && !await db.Set<Conversation>().AnyAsync(row => row.Id == from, cancel))
            return Problem.NotFound;
        return await db.Attempt<HeededLine>(async () =>
        {
            var line = keep.Id is { } id ? await db.Set<HeededLine>().FirstOrDefaultAsync(row => row.Id == id, cancel) : db.Add(HeededLine.Of(here.Centre.Id, keep.From)).Entity;
            if (line is null)
                return Problem.NotFound;
            if (keep.Id is not null && line.Version != keep.BasedOn)
                return words.Problem("Stale");
            if (keep.Shown && await exits.Ask(Asking(here.Centre.Id, line.Id, said), cancel) is { MayLeave: false } held)
            {
                db.ChangeTracker.Clear();
                return words.Problem("HeededHeld", "SaidId", string.Join(", ", held.Reasons.Select(reason => GuardKinds.Word(reason.Kind)).Distinct(StringComparer.Ordinal)));
            }
            line.Say(said, keep.Shown, here.Actor, time.Now());
            return line;
        }, () => words.Problem("Stale"), cancel);
    }

    public async Task<Result<Done>> Remove(Id<HeededLine> id, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayReply) || await db.Set<HeededLine>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } line)
            return Problem.NotFound;
        db.Remove(line);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("Stale");
    }

    private static Leaving Asking(Id<Centre> centre, Id<HeededLine> id, HeededWords said) => new Leaving(KeepHeeded.Exit, centre, $"heeded:{id}",
        [new("said-id", said.SaidId), new("did-id", said.DidId), new("said-en", said.SaidEn), new("did-en", said.DidEn)]);

    private List<Problem> Wrong(HeededWords said)
    {
        var problems = new List<Problem>();
        foreach (var (field, text) in new[] { ("SaidId", said.SaidId), ("SaidEn", said.SaidEn), ("DidId", said.DidId), ("DidEn", said.DidEn) })
        {
            if (text.Length == 0)
                problems.Add(words.Problem("HeededMissing", field));
            else if (text.Length > HeededLine.WordsLength)
                problems.Add(words.Problem("NoteTooLong", field, HeededLine.WordsLength));
        }
        return problems;
    }

    private static string Plain(string? text) => (text ?? "").ReplaceLineEndings(" ").Trim();
}
