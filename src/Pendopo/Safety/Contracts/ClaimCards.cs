using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Claims;
using Pendopo.Text.Claims;

namespace Pendopo.Safety.Contracts;

/// <summary>A claim with its answer, in the reader's language.</summary>
/// <param name="Verdict">The key of its verdict, such as `False`.</param>
/// <param name="Reviewer">Who judged it.</param>
public sealed record CheckedClaim(Guid Id, string Said, string Verdict, string Answer, string Source, string SourceAddress, string Reviewer, DateTimeOffset ReviewedAt, DateOnly Until);

/// <summary>Keeps what finds claims in words, one a centre, until a claim changes.</summary>
internal sealed class ClaimShelf
{
    private readonly ConcurrentDictionary<Id<Centre>, (string Mark, ClaimMatcher Matcher)> matchers = [];

    public async Task<ClaimMatcher> Of(Id<Centre> centre, string mark, Func<Task<IEnumerable<Claim>>> read)
    {
        if (matchers.TryGetValue(centre, out var known) && known.Mark == mark)
            return known.Matcher;
        var matcher = new ClaimMatcher(await read());
        matchers[centre] = (mark, matcher);
        return matcher;
    }
}

/// <summary>The claims of the centre in scope that were judged and hold today, and which of them words speak of. What it finds is a hint for a person, never a verdict.</summary>
public sealed class ClaimCards
{
    /// <summary>The public pages of claims.</summary>
    public const string Exit = "safety.claims";

    private readonly PendopoDb db;
    private readonly Here here;
    private readonly ClaimShelf shelf;
    private readonly ExitDoors exits;
    private readonly TimeProvider time;

    internal ClaimCards(PendopoDb db, Here here, ClaimShelf shelf, ExitDoors exits, TimeProvider time) => (this.db, this.here, this.shelf, this.exits, this.time) = (db, here, shelf, exits, time);

    /// <summary>Those that hold today, the newest judgement first. What the guard would hold is left out.</summary>
    public Task<IReadOnlyList<CheckedClaim>> All(CancellationToken cancel) => Newest(200, cancel);

    /// <summary>The first of <see cref="All"/>.</summary>
    public async Task<IReadOnlyList<CheckedClaim>> Newest(int most, CancellationToken cancel) => await Shown(await Standing().OrderByDescending(row => row.ReviewedAt).ThenBy(row => row.Id).Take(most).ToListAsync(cancel), cancel);

    /// <summary>One that holds today; null for every other.</summary>
    public async Task<CheckedClaim?> Find(Guid id, CancellationToken cancel)
    {
        var claim = new Id<HealthClaim>(id);
        return (await Shown(await Standing().Where(row => row.Id == claim).ToListAsync(cancel), cancel)).FirstOrDefault();
    }

    /// <summary>Those that somebody looks for, the nearest first.</summary>
    public async Task<IReadOnlyList<CheckedClaim>> Search(string words, CancellationToken cancel)
    {
        const double near = 0.15;
        var ranked = (await Matcher(cancel)).Rank(words, 10).Where(match => match.Score >= near).Select(match => Guid.Parse(match.ClaimId)).ToList();
        return await InOrder(ranked, cancel);
    }

    /// <summary>Those that words speak of without denying them, the nearest first; none where a network forbids to look.</summary>
    /// <param name="network">Where the words are from; <see cref="AnalysisDoor.Square"/> for the square.</param>
    public async Task<IReadOnlyList<CheckedClaim>> Near(string network, string text, int most, CancellationToken cancel)
    {
        if (!AnalysisDoor.MayBringForward(network) || string.IsNullOrWhiteSpace(text) || !await Standing().AnyAsync(cancel))
            return [];
        var matcher = await Matcher(cancel);
        return await InOrder([.. matcher.Match(text, most: most).Where(match => matcher.ReadStance(text, match.ClaimId) is Stance.Asserts or Stance.Asks).Select(match => Guid.Parse(match.ClaimId))], cancel);
    }

    internal static Leaving Asking(HealthClaim claim) => new Leaving(ClaimCards.Exit, claim.CentreId, $"claim:{claim.Id}",
        [new("said-id", claim.SaidId), new("said-en", claim.SaidEn), new("answer-id", claim.AnswerId), new("answer-en", claim.AnswerEn)]);

    private IQueryable<HealthClaim> Standing()
    {
        var today = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        return db.Set<HealthClaim>().AsNoTracking().Where(row => row.ReviewedAt != null && row.ValidUntil >= today);
    }

    private async Task<ClaimMatcher> Matcher(CancellationToken cancel)
    {
        var standing = await Standing().Select(row => new { row.Version, row.ReviewedAt }).ToListAsync(cancel);
        var mark = string.Create(CultureInfo.InvariantCulture, $"{standing.Count} {standing.Sum(row => row.Version)} {standing.Sum(row => row.ReviewedAt!.Value.UtcTicks % 1_000_000_007)}");
        return await shelf.Of(here.Centre.Id, mark, async () => (await Standing().ToListAsync(cancel)).Select(row => new Claim(row.Id.ToString(), [row.SaidId, row.SaidEn])));
    }

    private async Task<IReadOnlyList<CheckedClaim>> InOrder(List<Guid> ids, CancellationToken cancel)
    {
        var claims = ids.ConvertAll(id => new Id<HealthClaim>(id));
        var rows = await Shown(await Standing().Where(row => claims.Contains(row.Id)).ToListAsync(cancel), cancel);
        return [.. rows.OrderBy(row => ids.IndexOf(row.Id))];
    }

    private async Task<IReadOnlyList<CheckedClaim>> Shown(List<HealthClaim> rows, CancellationToken cancel)
    {
        var people = rows.Select(row => row.ReviewedById).OfType<Id<Person>>().Distinct().ToList();
        var names = await db.Set<Person>().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
        var shown = new List<CheckedClaim>();
        foreach (var row in rows)
        {
            if (!(await exits.Ask(Asking(row), cancel)).MayLeave)
                continue;
            var (said, answer) = row.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
            shown.Add(new(row.Id.Value, said, row.Verdict.ToString(), answer, row.Source, row.SourceAddress, names.GetValueOrDefault(row.ReviewedById!.Value) ?? "", row.ReviewedAt!.Value, row.ValidUntil));
        }
        return shown;
    }
}
