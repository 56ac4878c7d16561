using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Inbox.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Complaints;

/// <summary>Gives a complaint an owner, answers it, and tells everybody what changed.</summary>
internal sealed class TendComplaint(PendopoDb db, Here here, ComplaintReading reading, ComplaintNotice notice, TellHeeded heeded, AuditBook audit, TimeProvider time, IStringLocalizer<ComplaintText> words)
{
    public async Task<Result<Complaint>> Give(Id<Complaint> id, Id<Person> owner, CancellationToken cancel)
    {
        if (await reading.Find(id, cancel) is not { } line)
            return Problem.NotFound;
        if ((await reading.MayOwn(line, cancel)).All(person => person.Id != owner))
            return words.Problem("MayNotOwn", "Owner");
        var complaint = await db.Set<Complaint>().FirstAsync(row => row.Id == id, cancel);
        complaint.Give(owner);
        audit.Note("care.complaint-given", $"complaint:{id}", $"person:{owner}");
        if (owner != here.Actor)
            await notice.Owner(complaint, cancel);
        return await db.TrySave(cancel) ? complaint : words.Problem("Stale");
    }

    /// <param name="mended">Whether what it was about is no longer so.</param>
    public async Task<Result<Complaint>> Answer(Id<Complaint> id, string typed, bool mended, CancellationToken cancel)
    {
        if (await reading.Find(id, cancel) is not { } line)
            return Problem.NotFound;
        var said = typed.ReplaceLineEndings("\n").Trim();
        if (said.Length is 0 or > Complaint.WordsLength)
            return words.Problem("WordsWrong", "Words", Complaint.WordsLength);
        if ((await reading.MayOwn(line, cancel)).All(person => person.Id != here.Actor))
            return words.Problem("MayNotOwn", "Words");
        var complaint = await db.Set<Complaint>().FirstAsync(row => row.Id == id, cancel);
        if (complaint.OwnerId is null)
            complaint.Give(here.Actor);
        complaint.Answer(mended, time.Now());
        db.Add(ComplaintAnswer.Of(complaint, said, here.Actor, time.Now()));
        audit.Note("care.complaint-answered", $"complaint:{id}", complaint.State.ToString());
        return await db.TrySave(cancel) ? complaint : words.Problem("Stale");
    }

    /// <summary>The head tells everybody what people said and what became of it, in words of their own: nothing of the complaint is taken along.</summary>
    public async Task<Result<Complaint>> Tell(Id<Complaint> id, HeededInBoth said, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await reading.Find(id, cancel) is not { } line)
            return Problem.NotFound;
        if (line.Complaint.IsOpen)
            return words.Problem("NoAnswerYet");
        if (line.Complaint.ToldAt is not null)
            return words.Problem("Stale");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var shown = await heeded.Run(said, cancel);
        if (!shown.Ok)
            return shown.Problems.ToList();
        var complaint = await db.Set<Complaint>().FirstAsync(row => row.Id == id, cancel);
        complaint.Tell(time.Now());
        audit.Note("care.complaint-told", $"complaint:{id}");
        if (complaint.Version != line.Complaint.Version || !await db.TrySave(cancel))
            return words.Problem("Stale");
        await transaction.CommitAsync(cancel);
        return complaint;
    }
}

/// <summary>Takes in whether an answer helped, from who made the complaint.</summary>
internal sealed class JudgeAnswer(PendopoDb db, ComplaintKeys keys, TimeProvider time, IStringLocalizer<ComplaintText> words)
{
    public async Task<Result<Complaint>> Run(string code, bool helped, CancellationToken cancel)
    {
        if (await keys.Follow(code, cancel) is not { } known)
            return Problem.NotFound;
        if (known.IsOpen)
            return words.Problem("NoAnswerYet");
        if (known.Helped is not null)
            return known;
        var complaint = await db.Set<Complaint>().FirstAsync(row => row.Id == known.Id, cancel);
        complaint.Judge(helped, time.Now());
        return await db.TrySave(cancel) ? complaint : words.Problem("Stale");
    }
}
