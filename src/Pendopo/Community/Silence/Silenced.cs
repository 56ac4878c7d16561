using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Silence;

/// <summary>That a face does not exist for a member, or does not come to them by itself. It is about the face alone: were it about the person behind it,
/// it would show which other names are theirs.</summary>
public sealed class Silenced : IBelongsToCentre
{
    private Silenced()
    {
    }

    public Id<Silenced> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>Who wants it so.</summary>
    public Id<Member> MemberId { get; private set; }
    public Id<Face> FaceId { get; private set; }
    /// <summary>True: blocked, they do not exist. False: muted, their posts stay where they are and come to no feed.</summary>
    public bool IsBlock { get; private set; }
    public DateTimeOffset At { get; private set; }

    public static Silenced Of(Member member, Id<Face> face, bool block, DateTimeOffset now) =>
        new() { Id = Id<Silenced>.New(), CentreId = member.CentreId, MemberId = member.Id, FaceId = face, IsBlock = block, At = now };
}

/// <summary>A member blocks or mutes somebody, and takes it back. Whom it is about learns nothing of it.</summary>
internal sealed class Silencing(PendopoDb db, Viewers viewers, Faces faces, TimeProvider time)
{
    /// <summary>Blocks or mutes a face that the viewer sees.</summary>
    public async Task<Result<Done>> Begin(string handle, bool block, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Member is not { } member || await faces.Find(handle, cancel) is not { } face || viewer.Faces.Contains(face.Id))
            return Problem.NotFound;
        await db.Set<Silenced>().Where(row => row.MemberId == member.Id && row.FaceId == face.Id).ExecuteDeleteAsync(cancel);
        db.Add(Silenced.Of(member, face.Id, block, time.Now()));
        // Pressed twice at once it holds once.
        await db.TrySave(cancel);
        viewers.Forget();
        return default(Done);
    }

    public async Task<Result<Done>> End(string handle, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        var me = viewer.Member?.Id;
        var ended = await db.Set<Silenced>().Where(row => row.MemberId == me && db.Set<Face>().Any(face => face.Id == row.FaceId && face.Handle == handle)).ExecuteDeleteAsync(cancel);
        viewers.Forget();
        return ended > 0 ? default(Done) : Problem.NotFound;
    }

    /// <summary>Whom the viewer blocked and muted, by name: the only place where a blocked person still stands, to be taken back.</summary>
    public async Task<IReadOnlyList<(Face Face, bool IsBlock)>> All(CancellationToken cancel)
    {
        var me = (await viewers.Read(cancel)).Member?.Id;
        var rows = await db.Set<Silenced>().AsNoTracking().Where(row => row.MemberId == me).Join(db.Set<Face>(), row => row.FaceId, face => face.Id, (row, face) => new { face, row.IsBlock })
            .OrderBy(row => row.face.Name).ToListAsync(cancel);
        return rows.ConvertAll(row => (row.face, row.IsBlock));
    }
}

/// <summary>Faces as the viewer may see them.</summary>
internal sealed class Faces(PendopoDb db, Viewers viewers)
{
    /// <summary>The face of a handle; null when there is none, when it is known only in a group the viewer is not in, and when the viewer blocked it or its bearer asked that nothing of theirs be used.</summary>
    public async Task<Face?> Find(string handle, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Member is null)
            return null;
        var me = viewer.Member.Id;
        var (groups, blocked) = (viewer.Places.Select(place => (Id<Groups.Group>?)place.Group).ToList(), viewer.Blocked);
        return await db.Set<Face>().AsNoTracking().FirstOrDefaultAsync(row => row.Handle == handle && (row.GroupId == null || groups.Contains(row.GroupId)) && !blocked.Contains(row.Id)
            && !db.Set<Member>().Any(member => member.Id == row.MemberId && member.RestrictedAt != null && member.Id != me), cancel);
    }
}
