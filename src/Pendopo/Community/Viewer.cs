using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Community.Silence;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community;

/// <summary>One group that a member is in, by which face, and whether they lead it.</summary>
public sealed record Place(Id<Group> Group, Id<Face> Face, bool Leads);

/// <summary>Who looks at the square: every question about what is seen begins with this, whichever way it leaves by.</summary>
/// <param name="Member">Null for a visitor, and for somebody signed in who did not join here.</param>
/// <param name="Own">The face they bear everywhere.</param>
/// <param name="Places">The groups they are in.</param>
/// <param name="Blocked">Faces that do not exist for them.</param>
/// <param name="Muted">Faces whose posts do not come to them by themselves.</param>
public sealed record Viewer(Member? Member, Face? Own, IReadOnlyList<Place> Places, IReadOnlyList<Id<Face>> Blocked, IReadOnlyList<Id<Face>> Muted)
{
    /// <summary>Whether they look after questions at the desk: those to the centre are for them, whoever else sees them.</summary>
    public bool Triages { get; init; }

    public static readonly Viewer Visitor = new(null, null, [], [], []);

    /// <summary>The faces they bear.</summary>
    public IReadOnlyList<Id<Face>> Faces => Own is null ? [] : [Own.Id, .. Places.Select(place => place.Face).Where(face => face != Own.Id).Distinct()];

    public Place? In(Id<Group>? group) => Places.FirstOrDefault(place => place.Group == group);

    public bool Leads(Id<Group> group) => In(group) is { Leads: true };
}

/// <summary>Finds out who looks, once a request.</summary>
internal sealed class Viewers(PendopoDb db, Here here)
{
    private Viewer? known;

    public async Task<Viewer> Read(CancellationToken cancel) => known ??= await Find(cancel);

    /// <summary>After they joined, left or blocked: the next question is answered anew.</summary>
    public void Forget() => known = null;

    private async Task<Viewer> Find(CancellationToken cancel)
    {
        if (here.Person is not { } person || await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == person.Id, cancel) is not { } member)
            return Viewer.Visitor with { Triages = here.May(CommunityRoom.MayTriage) };
        return await Of(member, cancel) with { Triages = here.May(CommunityRoom.MayTriage) };
    }

    /// <summary>A member as who looks, wherever they are: for what is told to them while they are away.</summary>
    public async Task<Viewer> Of(Member member, CancellationToken cancel)
    {
        var own = await db.Set<Face>().AsNoTracking().FirstAsync(row => row.MemberId == member.Id && row.GroupId == null, cancel);
        var places = await db.Set<Belonging>().AsNoTracking().Where(row => row.MemberId == member.Id && row.State == BelongingState.In).Select(row => new Place(row.GroupId, row.FaceId, row.Leads)).ToListAsync(cancel);
        var silenced = await db.Set<Silenced>().AsNoTracking().Where(row => row.MemberId == member.Id).Select(row => new { row.FaceId, row.IsBlock }).ToListAsync(cancel);
        return new(member, own, places, [.. silenced.Where(row => row.IsBlock).Select(row => row.FaceId)], [.. silenced.Where(row => !row.IsBlock).Select(row => row.FaceId)]);
    }
}
