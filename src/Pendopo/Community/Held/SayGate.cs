using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Groups;
using Pendopo.Community.News;
using Pendopo.Community.Talk;
using Pendopo.Community.Trust;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Held;

/// <summary>What becomes of words by the lists of the centre and the wishes of a group: asked about, held, or told to who is on call. Colleagues and professionals are neither asked nor held.</summary>
internal sealed class SayGate(PendopoDb db, TrustBook trust, WatchWords watched, TellMembers tell, TimeProvider time, IStringLocalizer<HeldText> words)
{
    /// <summary>The code of the one question that is asked before words are said.</summary>
    public const string AsksCode = "WordsAsk";

    /// <summary>Asks once whether somebody wants to say it so. Who asks the nurse is asked nothing.</summary>
    public async Task<Problem?> Asks(Viewer viewer, SayLook look, CancellationToken cancel)
    {
        if (look.Sure || look.IsForNurse || await trust.IsOutside(viewer, cancel))
            return null;
        var found = (await watched.In(look.Text, cancel)).Where(entry => entry.Act == WatchAct.Ask).Select(entry => $"“{entry.Words}”").ToList();
        return found.Count == 0 ? null : words.Problem(AsksCode, "Text", string.Join(", ", found));
    }

    /// <summary>Whether what somebody says in a group now waits until one of those who lead it looked.</summary>
    public async Task<bool> HoldsFirst(Viewer viewer, Id<Group>? group, CancellationToken cancel)
    {
        if (group is not { } id || viewer.In(id) is not { Leads: false } place || !await db.Set<Group>().AnyAsync(row => row.Id == id && row.HoldsFirst, cancel) || await trust.IsOutside(viewer, cancel))
            return false;
        return !await db.Set<Said>().AnyAsync(row => row.GroupId == id && row.FaceId == place.Face && row.GoneAt == null && row.HiddenAt == null, cancel);
    }

    /// <summary>Holds what was just said or changed where that is wished, in the caller's transaction.</summary>
    /// <returns>The watched words of which who is on call is told; empty for none.</returns>
    public async Task<string> Weigh(Viewer viewer, Said said, string text, bool isNew, CancellationToken cancel)
    {
        var found = await watched.In(text, cancel);
        if (!await trust.IsOutside(viewer, cancel))
            await Hold(viewer, said, string.Join(", ", found.Where(entry => entry.Act == WatchAct.Hold).Select(entry => entry.Words)), isNew, cancel);
        return string.Join(", ", found.Where(entry => entry.Act == WatchAct.Tell).Select(entry => entry.Words));
    }

    private async Task Hold(Viewer viewer, Said said, string matched, bool isNew, CancellationToken cancel)
    {
        var before = isNew ? null : await db.Set<HeldSaid>().Where(row => row.SaidId == said.Id).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel);
        // It waits already, or the same words were let through.
        if (before is { DecidedAt: null } || (before is { IsShown: true } && before.Matched == matched))
            return;
        var again = before is { IsShown: false };
        var first = isNew && await HoldsFirst(viewer, said.GroupId, cancel);
        if (matched.Length == 0 && !first && !again)
            return;
        said.Hide(Hiding.Held, time.Now());
        db.Add(HeldSaid.Of(said, matched.Length > 0 ? HeldBecause.Words : before?.Because ?? HeldBecause.First, matched, time.Now()));
        if (said.GroupId is { } group)
            await tell.Waits(said, group, cancel);
    }
}
