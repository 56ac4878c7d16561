using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Hold;

/// <summary>The one switch: begins and ends a hold, and marks what is urgent.</summary>
internal sealed class HoldSwitch(PendopoDb db, PostLedger ledger, HoldBook book, JobBoard jobs, IStringLocalizer<HoldText> words)
{
    public const string MayHold = "publishing.hold";

    public async Task<Result<SendingHold>> Begin(string reason, CancellationToken cancel)
    {
        if (!ledger.Here.May(MayHold))
            return words.Problem("MayNotHold");
        var said = reason.ReplaceLineEndings(" ").Trim();
        if (said.Length == 0)
            return words.Problem("ReasonRequired", "Reason");
        if (said.Length > SendingHold.ReasonLength)
            return words.Problem("TooLong", "Reason", SendingHold.ReasonLength);
        // Pressed twice it is one hold: the first reason stands.
        if (await book.Now(cancel) is { } standing)
            return standing;
        var hold = SendingHold.Begin(ledger.Here.Centre.Id, said, ledger.Here.Actor, ledger.Now);
        db.Add(hold);
        await db.SaveChangesAsync(cancel);
        return hold;
    }

    public async Task<Result<Done>> End(LateOnes late, CancellationToken cancel)
    {
        if (!ledger.Here.May(MayHold))
            return words.Problem("MayNotHold");
        var standing = await db.Set<SendingHold>().Where(row => row.EndedAt == null).ToListAsync(cancel);
        if (standing.Count == 0)
            return words.Problem("NothingHeld");
        foreach (var hold in standing)
            hold.End(late, ledger.Here.Actor, ledger.Now);
        foreach (var held in await db.Set<Publication>().Where(row => row.TroubleCode == Publication.OnHold).ToListAsync(cancel))
            held.LookAgain(ledger.Now);
        jobs.Add(new SendDue());
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    /// <summary>Marks a post urgent or not. Marked while it is held, it goes out now.</summary>
    public async Task<Result<Post>> MarkUrgent(Id<Post> id, bool urgent, CancellationToken cancel)
    {
        if (!ledger.Here.May(MayHold))
            return words.Problem("MayNotHold");
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        var mark = await db.Set<UrgentPost>().FirstOrDefaultAsync(row => row.PostId == id, cancel);
        if (mark is null == !urgent)
            return post;
        if (mark is not null)
            db.Remove(mark);
        else
            db.Add(UrgentPost.Of(post, ledger.Here.Actor, ledger.Now));
        if (urgent)
        {
            foreach (var held in (await ledger.Publications(id, cancel)).Where(row => row.TroubleCode == Publication.OnHold))
                held.LookAgain(ledger.Now);
            jobs.Add(new SendDue());
        }
        return await ledger.Keep(post, cancel);
    }
}
