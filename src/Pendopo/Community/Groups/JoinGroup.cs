using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Groups;

/// <summary>A member comes into a group, or asks to: by their own name or by another one, which stays theirs there.</summary>
internal sealed class JoinGroup(PendopoDb db, Viewers viewers, GroupReading reading, TellMembers tell, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    /// <param name="alias">The other name; null for their own.</param>
    public async Task<Result<BelongingState>> Run(Id<Group> id, string? alias, CancellationToken cancel) =>
        await reading.Find(id, cancel) is { } view ? await Join(view.Group, alias, invited: false, cancel) : Problem.NotFound;

    /// <summary>By the group's own link: whoever has it comes in.</summary>
    public async Task<Result<BelongingState>> Invited(string secret, string? alias, CancellationToken cancel) =>
        await reading.Invited(secret, cancel) is { } group ? await Join(group, alias, invited: true, cancel) : Problem.NotFound;

    /// <summary>They go; what they said stays until they take it away.</summary>
    public async Task<Result<Done>> Leave(Id<Group> id, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        viewers.Forget();
        return await db.Attempt<Done>(async () =>
        {
            var me = viewer.Member?.Id;
            if (await db.Set<Belonging>().FirstOrDefaultAsync(row => row.GroupId == id && row.MemberId == me && (row.State == BelongingState.In || row.State == BelongingState.Asked), cancel) is not { } mine)
                return Problem.NotFound;
            if (mine.Leads && !await db.Set<Belonging>().AnyAsync(row => row.GroupId == id && row.Leads && row.Id != mine.Id, cancel))
                return words.Problem("LastLeader");
            mine.Become(BelongingState.Left, time.Now());
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    private async Task<Result<BelongingState>> Join(Group group, string? alias, bool invited, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Member is not { } member || viewer.Own is not { } own)
            return Problem.NotFound;
        if (group.AdultsOnly && member.IsMinor)
            return words.Problem("AdultsOnly");
        var name = (alias ?? "").Trim();
        if (alias is not null && name.Length is (0 or > Face.NameLength))
            return words.Problem("NameWrong", "Alias", Face.NameLength);
        viewers.Forget();
        return await db.Attempt(() => Enter(group, member, own, name, invited, cancel), () => words.Problem("Stale"), cancel);
    }

    private async Task<Result<BelongingState>> Enter(Group group, Member member, Face own, string name, bool invited, CancellationToken cancel)
    {
        var mine = await db.Set<Belonging>().FirstOrDefaultAsync(row => row.GroupId == group.Id && row.MemberId == member.Id, cancel);
        if (mine is { State: BelongingState.In or BelongingState.Asked })
            return mine.State;
        if (mine is { State: BelongingState.Out })
            return words.Problem("GroupClosedToYou");
        if (mine is null)
        {
            if (name.Length > 0 && await NameTaken(group, name, cancel))
                return words.Problem("AliasTaken", "Alias");
            var face = own;
            if (name.Length > 0)
                db.Add(face = Face.Of(member, group.Id, name));
            mine = db.Add(Belonging.Of(group, face, time.Now())).Entity;
        }
        mine.Become(invited || group.Door == GroupDoor.Open ? BelongingState.In : BelongingState.Asked, time.Now());
        if (mine.State == BelongingState.Asked)
            await tell.Knocked(group.Id, mine.FaceId, cancel);
        return mine.State;
    }

    private Task<bool> NameTaken(Group group, string name, CancellationToken cancel) => db.Set<Belonging>().Where(row => row.GroupId == group.Id)
        .Join(db.Set<Face>(), row => row.FaceId, face => face.Id, (_, face) => face.Name).AnyAsync(known => known == name, cancel);
}
