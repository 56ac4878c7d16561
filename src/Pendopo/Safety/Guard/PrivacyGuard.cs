using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;

namespace Pendopo.Safety.Guard;

/// <summary>The guard at every exit: what identifies a person stops here until it is masked, or released by a named person.</summary>
internal sealed class PrivacyGuard(Findings findings, HeldLedger ledger, IServiceScopeFactory scopes) : IExitGuard
{
    public async ValueTask<ExitVerdict> Ask(Exit exit, Leaving leaving, CancellationToken cancel)
    {
        var hash = ContentHash.Of(leaving.Texts);
        var found = await findings.Of(leaving.Centre, hash, leaving.Texts, cancel);
        if (found.Count == 0)
            return ExitVerdict.Free;
        // Read at every question: a rule changed or a release given on another node holds at once.
        await using var scope = scopes.CreateAsyncScope();
        var rules = await scope.ServiceProvider.GetRequiredService<GuardRuleBook>().Of(leaving.Centre, cancel);
        var held = Held(rules, found, exit.Public);
        if (held.Count == 0 || (rules.Gravest(held.Select(reason => reason.Kind)) != GuardAnswer.Refuse && await IsReleased(scope, leaving, hash, cancel)))
            return ExitVerdict.Free;
        ledger.Note(new HeldNote(leaving, hash, held));
        return new ExitVerdict(false, held);
    }

    /// <summary>Why words would be held, in order of place. A risk about something that is held by itself adds nothing; else what it is about is
    /// named with it, for mending that ends the risk.</summary>
    public static IReadOnlyList<HeldReason> Held(GuardRules rules, IReadOnlyList<PartFinding> found, bool isPublic)
    {
        var held = found.Where(one => one.Finding is not null && rules.At(one, isPublic) != GuardAnswer.Allow).ToList();
        foreach (var risk in found.Where(one => one.Finding is null && rules.At(one, isPublic) != GuardAnswer.Allow && !held.Exists(one.Meets)).ToList())
        {
            held.Add(risk);
            held.AddRange(found.Where(one => one.Finding is not null && one.Meets(risk)));
        }
        return [.. held.OrderBy(one => one.Part, StringComparer.Ordinal).ThenBy(one => one.Start).Select(one => one.Reason).Distinct()];
    }

    private static Task<bool> IsReleased(AsyncServiceScope scope, Leaving leaving, string hash, CancellationToken cancel) =>
        scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Release>().AcrossCentres()
            .AnyAsync(release => release.CentreId == leaving.Centre && release.Hash == hash, cancel);
}
