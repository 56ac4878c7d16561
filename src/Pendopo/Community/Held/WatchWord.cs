using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Held;

/// <summary>What happens when watched words are said.</summary>
public enum WatchAct
{
    /// <summary>Somebody who keeps the square looks before others see it.</summary>
    Hold,
    /// <summary>Whoever says it is asked once, and says it all the same or otherwise.</summary>
    Ask,
    /// <summary>It is said, and who is on call looks.</summary>
    Tell,
}

/// <summary>A word or phrase that a centre watches for at its square.</summary>
public sealed class WatchWord : IBelongsToCentre
{
    public const int WordsLength = 80;

    private WatchWord()
    {
    }

    public Id<WatchWord> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Words { get; private set; } = "";
    public WatchAct Act { get; private set; }
    public DateTimeOffset At { get; private set; }

    public static WatchWord Of(Id<Centre> centre, string words, WatchAct act, DateTimeOffset now) => new() { Id = Id<WatchWord>.New(), CentreId = centre, Words = words, Act = act, At = now };
}

/// <summary>What an entry would have met among what stands there already.</summary>
/// <param name="Looked">How many posts and comments were looked through.</param>
/// <param name="Met">How many of them hold it.</param>
/// <param name="Shown">Some of those, newest first.</param>
internal sealed record WatchPreview(int Looked, int Met, IReadOnlyList<Said> Shown);

/// <summary>The words of the centre in scope: looked for, and kept by who keeps the square.</summary>
internal sealed class WatchWords(PendopoDb db, Here here, Viewers viewers, AuditBook audit, TimeProvider time, IStringLocalizer<HeldText> words)
{
    public const int Most = 200;
    private const int Looked = 500, Shown = 5;

    public async Task<IReadOnlyList<WatchWord>> All(CancellationToken cancel) => await db.Set<WatchWord>().AsNoTracking().OrderBy(row => row.Words).Take(Most).ToListAsync(cancel);

    /// <summary>The entries that stand in words.</summary>
    public async Task<IReadOnlyList<WatchWord>> In(string text, CancellationToken cancel)
    {
        var all = await All(cancel);
        if (all.Count == 0)
            return [];
        var plain = WatchedPhrase.Plain(text);
        return [.. all.Where(entry => WatchedPhrase.Of(entry.Words).StandsIn(plain))];
    }

    /// <summary>What it would have met lately, of what the viewer themselves may read: a list is no way into groups.</summary>
    public async Task<Result<WatchPreview>> Preview(string? phrase, string? act, CancellationToken cancel)
    {
        if (await Wrong(phrase, act, cancel) is { Count: > 0 } problems)
            return problems;
        var wanted = WatchedPhrase.Of(phrase!);
        var viewer = await viewers.Read(cancel);
        var rows = await db.Set<Said>().AsNoTracking().VisibleTo(viewer).Where(row => row.GoneAt == null).OrderByDescending(row => row.At).Take(Looked).ToListAsync(cancel);
        var met = rows.FindAll(row => wanted.StandsIn(WatchedPhrase.Plain($"{row.Line}\n{row.Text}")));
        return new WatchPreview(rows.Count, met.Count, [.. met.Take(Shown)]);
    }

    public async Task<Result<WatchWord>> Add(string? phrase, string? act, CancellationToken cancel)
    {
        if (await Wrong(phrase, act, cancel) is { Count: > 0 } problems)
            return problems;
        var entry = db.Add(WatchWord.Of(here.Centre.Id, phrase!.Trim(), Enum.Parse<WatchAct>(act!), time.Now())).Entity;
        audit.Note("community.watch", $"watch:{entry.Id}", entry.Act.ToString());
        await db.SaveChangesAsync(cancel);
        return entry;
    }

    public async Task<Result<Done>> Remove(Id<WatchWord> id, CancellationToken cancel) => await db.Attempt<Done>(async () =>
    {
        if (await db.Set<WatchWord>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } entry)
            return Problem.NotFound;
        db.Remove(entry);
        audit.Note("community.watch-ended", $"watch:{id}");
        return default(Done);
    }, () => words.Problem("Stale"), cancel);

    private async Task<List<Problem>> Wrong(string? phrase, string? act, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        var plain = WatchedPhrase.Plain(phrase ?? "");
        if (plain.Count == 0 || phrase!.Trim().Length > WatchWord.WordsLength || plain.Sum(word => word.Length) < 2)
            problems.Add(words.Problem("PhraseMissing", "Words", WatchWord.WordsLength));
        if (!Enum.TryParse<WatchAct>(act, ignoreCase: false, out var chosen) || chosen.ToString() != act)
            problems.Add(words.Problem("ActMissing", "Act"));
        var all = await All(cancel);
        if (problems.Count == 0 && all.Any(entry => WatchedPhrase.Plain(entry.Words).SequenceEqual(plain, StringComparer.Ordinal)))
            problems.Add(words.Problem("PhraseKnown", "Words"));
        if (all.Count >= Most)
            problems.Add(words.Problem("PhrasesMany", "Words", Most));
        return problems;
    }
}
