using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Talk;

/// <summary>Words that wait on the server, so that they are there on another phone too and nothing of them stays on this one.</summary>
internal sealed class Drafts(PendopoDb db, Viewers viewers, TimeProvider time)
{
    /// <summary>What waits in a place; empty when nothing does.</summary>
    /// <param name="spot">`post`, or the id of a group or of a post.</param>
    public async Task<string> Read(string spot, CancellationToken cancel)
    {
        var me = (await viewers.Read(cancel)).Member?.Id;
        return await db.Set<SaidDraft>().AsNoTracking().Where(row => row.MemberId == me && row.Spot == spot).Select(row => row.Text).FirstOrDefaultAsync(cancel) ?? "";
    }

    /// <summary>Keeps it; empty words take it away.</summary>
    public async Task Keep(string spot, string? text, CancellationToken cancel)
    {
        if ((await viewers.Read(cancel)).Member is not { } member)
            return;
        var kept = (text ?? "").ReplaceLineEndings("\n");
        if (string.IsNullOrWhiteSpace(kept))
        {
            await db.Set<SaidDraft>().Where(row => row.MemberId == member.Id && row.Spot == spot).ExecuteDeleteAsync(cancel);
            return;
        }
        var draft = await db.Set<SaidDraft>().FirstOrDefaultAsync(row => row.MemberId == member.Id && row.Spot == spot, cancel) ?? db.Add(SaidDraft.Of(member, spot)).Entity;
        draft.Keep(kept.Length > Said.TextLength ? kept[..Said.TextLength] : kept, time.Now());
        // The same draft kept twice at once is kept once.
        await db.TrySave(cancel);
    }
}
