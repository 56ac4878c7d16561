using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Team;

/// <summary>Notes how long somebody worked on a post: one tap, and one to take it back.</summary>
internal sealed class NoteEffort(PendopoDb db, PostLedger ledger, IStringLocalizer<TeamText> words)
{
    /// <summary>What one tap notes, in minutes.</summary>
    public static readonly IReadOnlyList<int> Taps = [15, 30, 60, 120];

    public async Task<Result<Post>> Run(Id<Post> id, int minutes, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.see") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (!Taps.Contains(minutes))
            return words.Problem("MinutesUnknown");
        db.Add(Effort.Of(post, ledger.Here.Actor, minutes, ledger.Now));
        return await ledger.Keep(post, cancel);
    }

    /// <summary>Takes back the person's own last note.</summary>
    public async Task<Result<Post>> TakeBack(Id<Post> id, CancellationToken cancel)
    {
        var me = ledger.Here.Actor;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (await db.Set<Effort>().Where(row => row.PostId == id && row.PersonId == me).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel) is not { } last)
            return words.Problem("NothingNoted");
        db.Remove(last);
        return await ledger.Keep(post, cancel);
    }
}
