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
        var held = (await findings.Of(leaving.Centre, hash, leaving.Texts, cancel)).Where(found => GuardRules.Holds(found.Finding, exit.Public))
            .Select(found => new HeldReason(found.Part, Privacy.FindingKinds.Key(found.Finding.Kind), found.Finding.Start, found.Finding.Length)).ToList();
        if (held.Count == 0 || await IsReleased(leaving, hash, cancel))
            return ExitVerdict.Free;
        ledger.Note(new HeldNote(leaving, hash, held));
        return new ExitVerdict(false, held);
    }

    // Read at every question: a release given on another node holds at once.
    private async Task<bool> IsReleased(Leaving leaving, string hash, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Release>().AcrossCentres()
            .AnyAsync(release => release.CentreId == leaving.Centre && release.Hash == hash, cancel);
    }
}
