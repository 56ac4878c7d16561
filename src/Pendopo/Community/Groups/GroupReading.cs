using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Community.Groups;

/// <summary>A group as somebody sees it who looks.</summary>
/// <param name="People">How many are in it, without whom the viewer has blocked.</param>
/// <param name="Mine">How the viewer stands to it; null for not at all.</param>
public sealed record GroupView(Group Group, int People, Belonging? Mine)
{
    public bool IsIn => Mine is { State: BelongingState.In };

    public bool Leads => IsIn && Mine!.Leads;
}

/// <summary>Somebody in a group, or at its door.</summary>
public sealed record GroupPerson(Face Face, bool Leads, DateTimeOffset Since);

/// <summary>Groups as the viewer may see them: a hidden one is there for who is in it, and for nobody else.</summary>
internal sealed class GroupReading(PendopoDb db, Here here, Viewers viewers, IDataProtectionProvider protection, PublicAddress address)
{
    public const string Seal = "community.invitation";

    private readonly IDataProtector seal = protection.CreateProtector(Seal);

    public async Task<IReadOnlyList<GroupView>> All(CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        return await Views((await Seen(cancel)).OrderBy(row => row.Name).ThenBy(row => row.Id), viewer, cancel);
    }

    public async Task<GroupView?> Find(Id<Group> id, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        return (await Views((await Seen(cancel)).Where(row => row.Id == id), viewer, cancel)).FirstOrDefault();
    }

    /// <summary>The group that an invitation leads to, or null.</summary>
    public async Task<Group?> Invited(string secret, CancellationToken cancel)
    {
        var hash = SecretLink.HashOf(secret);
        return (await viewers.Read(cancel)).Member is null ? null : await db.Set<Group>().AsNoTracking().FirstOrDefaultAsync(row => row.InviteHash == hash, cancel);
    }

    /// <summary>The address by which people come in, for who leads the group; null when its key is gone, and then it is made anew.</summary>
    public string? LinkOf(Group group) => SecretLink.Shown(seal, group.InviteSealed) is { } secret ? $"{address.Home(here.Centre)}/square/invited/{secret}" : null;

    /// <summary>Who is in a group, or in another state; nobody whom the viewer blocked. For who is in it alone.</summary>
    public async Task<IReadOnlyList<GroupPerson>> People(Id<Group> group, BelongingState state, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.In(group) is null)
            return [];
        var (blocked, me) = (viewer.Blocked, viewer.Member!.Id);
        return await db.Set<Belonging>().AsNoTracking().Where(row => row.GroupId == group && row.State == state && !blocked.Contains(row.FaceId) && !db.Set<Member>().Any(member => member.Id == row.MemberId && member.RestrictedAt != null && member.Id != me))
            .Join(db.Set<Face>().AsNoTracking(), row => row.FaceId, face => face.Id, (row, face) => new { row, face }).OrderByDescending(pair => pair.row.Leads).ThenBy(pair => pair.face.Name)
            .Select(pair => new GroupPerson(pair.face, pair.row.Leads, pair.row.Since)).ToListAsync(cancel);
    }

    private async Task<IQueryable<Group>> Seen(CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        var (isMember, mine) = (viewer.Member is not null, viewer.Places.Select(place => place.Group).ToList());
        return db.Set<Group>().AsNoTracking().Where(row => isMember && (row.Door != GroupDoor.Hidden || mine.Contains(row.Id)));
    }

    private async Task<List<GroupView>> Views(IQueryable<Group> groups, Viewer viewer, CancellationToken cancel)
    {
        var found = await groups.ToListAsync(cancel);
        var (ids, blocked, me) = (found.ConvertAll(row => row.Id), viewer.Blocked, viewer.Member?.Id);
        var counts = await db.Set<Belonging>().AsNoTracking().Where(row => ids.Contains(row.GroupId) && row.State == BelongingState.In && !blocked.Contains(row.FaceId))
            .GroupBy(row => row.GroupId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        var mine = await db.Set<Belonging>().AsNoTracking().Where(row => row.MemberId == me && ids.Contains(row.GroupId)).ToDictionaryAsync(row => row.GroupId, cancel);
        return found.ConvertAll(row => new GroupView(row, counts.GetValueOrDefault(row.Id), mine.GetValueOrDefault(row.Id)));
    }
}
