using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Trust;

/// <summary>That something said did somebody good. Whose thanks they are is shown to nobody, and how many there are to who said it alone.</summary>
public sealed class Thank : IBelongsToCentre
{
    private Thank()
    {
    }

    public Id<Thank> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Said> SaidId { get; private set; }
    /// <summary>The face by which they read it.</summary>
    public Id<Face> FaceId { get; private set; }
    public DateTimeOffset At { get; private set; }

    public static Thank For(Said said, Id<Face> by, DateTimeOffset now) => new() { Id = Id<Thank>.New(), CentreId = said.CentreId, SaidId = said.Id, FaceId = by, At = now };
}

/// <summary>How thanks stand below what is said: which the viewer thanked for, and how many thanked them for their own.</summary>
public sealed record ThanksSeen(IReadOnlySet<Id<Said>> Given, IReadOnlyDictionary<Id<Said>, int> Got)
{
    public static readonly ThanksSeen None = new(new HashSet<Id<Said>>(), new Dictionary<Id<Said>, int>());
}

/// <summary>Members thank each other, and take it back.</summary>
internal sealed class Thanking(PendopoDb db, Viewers viewers, SaidReading reading, TimeProvider time)
{
    /// <summary>Thanks for something of somebody else. Pressed twice it is said once.</summary>
    public async Task<Result<Done>> Give(Id<Said> id, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Own is not { } own || await reading.One(id, cancel) is not { } said || viewer.Faces.Contains(said.FaceId))
            return Problem.NotFound;
        var mine = viewer.Faces;
        if (await db.Set<Thank>().AnyAsync(row => row.SaidId == id && mine.Contains(row.FaceId), cancel))
            return default(Done);
        db.Add(Thank.For(said, viewer.In(said.GroupId)?.Face ?? own.Id, time.Now()));
        await db.TrySave(cancel);
        return default(Done);
    }

    public async Task<Result<Done>> TakeBack(Id<Said> id, CancellationToken cancel)
    {
        var mine = (await viewers.Read(cancel)).Faces;
        return await db.Set<Thank>().Where(row => row.SaidId == id && mine.Contains(row.FaceId)).ExecuteDeleteAsync(cancel) > 0 ? default(Done) : Problem.NotFound;
    }

    /// <summary>Of what is shown on a page. Whom the viewer blocked does not count among them.</summary>
    public async Task<ThanksSeen> Of(IReadOnlyCollection<SaidCard> cards, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Member is null)
            return ThanksSeen.None;
        var (shown, own) = (cards.Select(card => card.Said.Id).ToList(), cards.Where(card => card.Mine).Select(card => card.Said.Id).ToList());
        var (mine, blocked) = (viewer.Faces, viewer.Blocked);
        var given = await db.Set<Thank>().Where(row => shown.Contains(row.SaidId) && mine.Contains(row.FaceId)).Select(row => row.SaidId).ToListAsync(cancel);
        var got = own.Count == 0 ? [] : await db.Set<Thank>().Where(row => own.Contains(row.SaidId) && !blocked.Contains(row.FaceId)).GroupBy(row => row.SaidId).Select(rows => new { rows.Key, Count = rows.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        return new(given.ToHashSet(), got);
    }
}
