using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Community.Silence;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Messages;

/// <summary>Members write to each other once the one who is asked agrees. The first message asks; no second one goes before the answer.</summary>
internal sealed class WriteMessage(PendopoDb db, Viewers viewers, Faces faces, MessageReading reading, MessageDoor door, TellMembers tell, TimeProvider time, IStringLocalizer<MessageText> words)
{
    /// <summary>Writes to somebody: asks them, answers them, or goes on. Who is asked agrees by answering. A form that comes twice is said once.</summary>
    public async Task<Result<SquareMessage>> Run(string handle, string? text, Guid key, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Own is not { } own || await faces.Find(handle, cancel) is not { } other || viewer.Faces.Contains(other.Id))
            return Problem.NotFound;
        var (said, standing) = ((text ?? "").Trim().ReplaceLineEndings("\n"), await StandingWith(viewer, other, cancel));
        if (await Before(own, key, cancel) is { } before)
            return before;
        if (standing == Standing.Waits)
            return words.Problem("WaitsForThem");
        var longest = standing == Standing.None ? SquareMessage.FirstLength : SquareMessage.TextLength;
        if (said.Length == 0 || said.Length > longest)
            return words.Problem(said.Length == 0 ? "TextMissing" : "TextLong", "Text", longest);
        if (await door.Refuses(viewer, other, standing, cancel) is { } refused)
            return refused;
        var lost = await IsBlockedBy(other, own.Id, cancel);
        var written = await db.Attempt<SquareMessage>(async () =>
        {
            var (first, second) = own.Id < other.Id ? (own.Id, other.Id) : (other.Id, own.Id);
            var found = await db.Set<Correspondence>().FirstOrDefaultAsync(row => row.FirstId == first && row.SecondId == second, cancel);
            var again = found is { State: not Consent.Given } && found.AskerId == own.Id;
            if (again && await reading.StandsWith(viewer, found!, cancel) == Standing.Waits)
                return words.Problem("WaitsForThem");
            // Of two first messages at once, where one was taken back, one is written.
            if (again)
                db.Entry(found!).State = EntityState.Modified;
            var asks = found is null || again;
            found ??= db.Add(Correspondence.Ask(own, other, time.Now())).Entity;
            if (!asks && found.State != Consent.Given)
                found.Agree();
            var message = db.Add(SquareMessage.In(found, own.Id, said, key, lost, time.Now())).Entity;
            // Whoever declined hears nothing of another first message, and the writer nothing of that.
            if (!lost && found.State != Consent.Declined)
                await tell.Wrote(own, other, asks, cancel);
            return message;
        }, () => words.Problem("Again"), cancel);
        return written.Ok || await Before(own, key, cancel) is not { } twin ? written : twin;
    }

    /// <summary>Whoever is asked agrees, or does not. Who asked is told of neither: they see an answer, or go on waiting.</summary>
    public async Task<Result<Done>> Answer(string handle, bool agrees, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Own is not { } own || await faces.Find(handle, cancel) is not { } other || await StandingWith(viewer, other, cancel) != Standing.Asked)
            return Problem.NotFound;
        return await db.Attempt<Done>(async () =>
        {
            if (await Mine(viewer, other, cancel) is not { State: Consent.Asked } found)
                return Problem.NotFound;
            if (agrees)
                found.Agree();
            else
                found.Decline();
            return default(Done);
        }, () => words.Problem("Again"), cancel);
    }

    /// <summary>Takes what was written out of the viewer's own sight. What neither of the two sees any more is erased.</summary>
    public async Task<Result<Done>> Clear(string handle, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Own is not { } own || await faces.Find(handle, cancel) is not { } other)
            return Problem.NotFound;
        var cut = await db.Attempt<Correspondence>(async () =>
        {
            if (await Mine(viewer, other, cancel) is not { } found)
                return Problem.NotFound;
            found.Cut(own.Id, time.Now());
            return found;
        }, () => words.Problem("Again"), cancel);
        if (!cut.Ok)
            return cut.Problems[0];
        if (cut.Value is { Id: var id, FirstCutAt: { } first, SecondCutAt: { } second })
        {
            var both = first < second ? first : second;
            await db.Set<SquareMessage>().Where(row => row.CorrespondenceId == id && row.At <= both).ExecuteDeleteAsync(cancel);
        }
        return default(Done);
    }

    /// <summary>Takes one of one's own messages back: its words are erased, for the other one too.</summary>
    public async Task<Result<Done>> TakeBack(Id<SquareMessage> id, CancellationToken cancel) => await db.Attempt<Done>(async () =>
    {
        var me = (await viewers.Read(cancel)).Own?.Id;
        if (await db.Set<SquareMessage>().FirstOrDefaultAsync(row => row.Id == id && row.FaceId == me, cancel) is not { } message)
            return Problem.NotFound;
        db.Remove(message);
        return default(Done);
    }, () => words.Problem("Again"), cancel);

    /// <summary>Whether others may ask the viewer.</summary>
    public async Task<Result<Done>> Open(bool mayAsk, CancellationToken cancel)
    {
        var me = (await viewers.Read(cancel)).Member?.Id;
        viewers.Forget();
        return await db.Attempt<Done>(async () =>
        {
            if (await db.Set<Member>().FirstOrDefaultAsync(row => row.Id == me, cancel) is not { IsMinor: false } member)
                return Problem.NotFound;
            member.TakeMessages(mayAsk);
            return default(Done);
        }, () => words.Problem("Again"), cancel);
    }

    private async Task<Standing> StandingWith(Viewer viewer, Face other, CancellationToken cancel) =>
        await reading.Find(viewer, other.Id, cancel) is { } found ? await reading.StandsWith(viewer, found, cancel) : Standing.None;

    private Task<Correspondence?> Mine(Viewer viewer, Face other, CancellationToken cancel) =>
        db.Set<Correspondence>().Of(viewer).FirstOrDefaultAsync(row => row.FirstId == other.Id || row.SecondId == other.Id, cancel);

    private Task<SquareMessage?> Before(Face own, Guid key, CancellationToken cancel) => db.Set<SquareMessage>().AsNoTracking().FirstOrDefaultAsync(row => row.Key == key && row.FaceId == own.Id, cancel);

    // A block is about a face: that the same person bears another name somewhere is not shown by it.
    private Task<bool> IsBlockedBy(Face other, Id<Face> me, CancellationToken cancel) =>
        db.Set<Silenced>().AnyAsync(row => row.MemberId == other.MemberId && row.FaceId == me && row.IsBlock, cancel);
}
