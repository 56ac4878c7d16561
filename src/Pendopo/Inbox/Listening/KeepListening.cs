using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Listening;

/// <summary>A watched word as a person writes it.</summary>
internal sealed record WatchWords(string? Words, string? Ignore, IReadOnlyCollection<string> Networks, bool Paused);

/// <summary>The list of watched words, and what a centre settles for listening.</summary>
internal sealed class KeepListening(PendopoDb db, CentreScope scope, Here here, AuditBook audit, IStringLocalizer<ListeningText> words, TimeProvider time)
{
    public Task<List<WatchedWord>> All(CancellationToken cancel) => db.Set<WatchedWord>().AsNoTracking().OrderBy(row => row.Key).Take(WatchedWord.Most).ToListAsync(cancel);

    public Task<WatchedWord?> Of(Id<WatchedWord> id, CancellationToken cancel) => db.Set<WatchedWord>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>How far each network was searched.</summary>
    public Task<List<WordLook>> Looks(CancellationToken cancel) => db.Set<WordLook>().AsNoTracking().ToListAsync(cancel);

    /// <summary>What the centre in scope settled; the usual while it settled nothing.</summary>
    public async Task<ListenRules> Rules(CancellationToken cancel) => await db.Set<ListenRules>().AsNoTracking().FirstOrDefaultAsync(cancel) ?? ListenRules.Of(scope.Centre);

    /// <param name="id">The word that is changed, or null for a new one.</param>
    public async Task<Result<WatchedWord>> Keep(Id<WatchedWord>? id, WatchWords said, int? basedOn, CancellationToken cancel)
    {
        var (plain, ignore) = (Plain(said.Words), Plain(said.Ignore));
        if (!here.May(InboxRoom.MayAssign))
            return Problem.NotFound;
        if (Wrong(plain, ignore, said.Networks) is { Count: > 0 } problems)
            return problems;
        var key = WordMatch.Of(plain, "").Key;
        return await db.Attempt<WatchedWord>(async () =>
        {
            if (id is null && await db.Set<WatchedWord>().CountAsync(cancel) >= WatchedWord.Most)
                return words.Problem("WordsTooMany", "Words", WatchedWord.Most);
            if (await db.Set<WatchedWord>().AnyAsync(row => row.Key == key && row.Id != id, cancel))
                return words.Problem("WordThere", "Words");
            var word = id is null ? db.Add(WatchedWord.Of(here.Centre.Id, here.Actor, time.Now())).Entity : await db.Set<WatchedWord>().FirstOrDefaultAsync(row => row.Id == id, cancel);
            if (word is null)
                return Problem.NotFound;
            if (basedOn is { } version && word.Version != version)
                return words.Problem("Stale");
            word.Say(plain, ignore, ListenTerms.All.Select(terms => terms.Network).Where(said.Networks.Contains));
            word.Pause(said.Paused ? word.PausedAt ?? time.Now() : null);
            audit.Note("inbox.watch", $"watch:{word.Id}");
            return word;
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>Listens for it no more. What was found by it alone and waits goes too.</summary>
    public async Task<Result<Done>> Remove(Id<WatchedWord> id, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayAssign) || await db.Set<WatchedWord>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } word)
            return Problem.NotFound;
        var links = await db.Set<FindWord>().Where(row => row.WatchId == id).ToListAsync(cancel);
        db.RemoveRange(await db.Set<Find>().Where(row => row.State == FindState.New && db.Set<FindWord>().Any(one => one.FindId == row.Id && one.WatchId == id) && !db.Set<FindWord>().Any(one => one.FindId == row.Id && one.WatchId != id)).ToListAsync(cancel));
        db.RemoveRange(links);
        db.RemoveRange(await db.Set<WordLook>().Where(row => row.WatchId == id).ToListAsync(cancel));
        db.Remove(word);
        audit.Note("inbox.unwatch", $"watch:{id}");
        return await db.TrySave(cancel) ? default(Done) : words.Problem("Stale");
    }

    /// <param name="servers">Addresses or names of servers, divided by blanks or commas.</param>
    public async Task<Result<ListenRules>> Settle(int days, string? servers, int? basedOn, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayAssign))
            return Problem.NotFound;
        var named = (servers ?? "").Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Origin).Distinct().ToList();
        if (days is < 1 or > ListenRules.MostDays)
            return words.Problem("DaysWrong", "Days", ListenRules.MostDays);
        if (named.Count > ListenRules.MostServers || named.Contains(null) || named.Sum(one => one!.Length + 1) > ListenRules.ServersLength)
            return words.Problem("ServersWrong", "Servers", ListenRules.MostServers);
        return await db.Attempt<ListenRules>(async () =>
        {
            var rules = await db.Set<ListenRules>().FirstOrDefaultAsync(cancel);
            if (basedOn is { } version && (rules?.Version ?? 0) != version)
                return words.Problem("Stale");
            rules ??= db.AddFirst(ListenRules.Of(here.Centre.Id));
            rules.Say(days, named.OfType<string>());
            audit.Note("inbox.listening", $"centre:{here.Centre.Id}");
            return rules;
        }, () => words.Problem("Stale"), cancel);
    }

    // A bare name means https. A path or a query is none of a server.
    private static string? Origin(string said) =>
        Uri.TryCreate(said.Contains("://", StringComparison.Ordinal) ? said : "https://" + said, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0 && uri.Host.Contains('.', StringComparison.Ordinal) && uri.PathAndQuery == "/"
            ? uri.GetLeftPart(UriPartial.Authority) : null;

    private List<Problem> Wrong(string said, string ignore, IReadOnlyCollection<string> networks)
    {
        var problems = new List<Problem>();
        var key = WordMatch.Of(said, "").Key.TrimStart('#');
        if (said.Length > WatchedWord.WordsLength || key.Length is < WatchedWord.Fewest or >= WatchedWord.WordsLength)
            problems.Add(words.Problem(key.Length < WatchedWord.Fewest ? "WordTooShort" : "WordTooLong", "Words", key.Length < WatchedWord.Fewest ? WatchedWord.Fewest : WatchedWord.WordsLength));
        if (ignore.Length > WatchedWord.IgnoreLength)
            problems.Add(words.Problem("WordTooLong", "Ignore", WatchedWord.IgnoreLength));
        if (!ListenTerms.All.Any(terms => networks.Contains(terms.Network)))
            problems.Add(words.Problem("NetworkMissing", "Networks"));
        return problems;
    }

    private static string Plain(string? text) => KeptText.Of((text ?? "").ReplaceLineEndings(" "), 2_000).Trim();
}
