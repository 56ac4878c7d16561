using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Groups;

/// <summary>What is asked for a group.</summary>
internal sealed record GroupAsked(string? Name, string? About, string? Rules, string? Topic, string? Door, bool AdultsOnly, int? BasedOn = null, bool HoldsFirst = false);

/// <summary>Founds a group and changes what is said of it; lets people in, makes them lead, shows them out. Founding is for staff, the rest for who leads.</summary>
internal sealed class KeepGroup(PendopoDb db, Here here, Viewers viewers, IDataProtectionProvider protection, TellMembers tell, AuditBook audit, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    public async Task<Result<Group>> Found(GroupAsked asked, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (!here.May(CommunityRoom.MayFound) || viewer.Own is not { } own)
            return Problem.NotFound;
        if (Wrong(asked) is { Count: > 0 } problems)
            return problems;
        var group = Group.Found(here.Centre.Id, time.Now());
        group.Settle(Words(asked));
        Invite(group);
        db.Add(group);
        var leader = Belonging.Of(group, own, time.Now());
        leader.Become(BelongingState.In, time.Now());
        leader.Lead(true);
        db.Add(leader);
        audit.Note("community.group", $"group:{group.Id}");
        await db.SaveChangesAsync(cancel);
        viewers.Forget();
        return group;
    }

    public async Task<Result<Group>> Change(Id<Group> id, GroupAsked asked, CancellationToken cancel)
    {
        if (!(await viewers.Read(cancel)).Leads(id))
            return Problem.NotFound;
        if (Wrong(asked) is { Count: > 0 } problems)
            return problems;
        return await db.Attempt<Group>(async () =>
        {
            var group = await db.Set<Group>().FirstAsync(row => row.Id == id, cancel);
            if (asked.BasedOn is { } seen && seen != group.Version)
                return words.Problem("Stale");
            group.Settle(Words(asked));
            audit.Note("community.group", $"group:{id}");
            return group;
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>Makes the invitation anew; the earlier link leads nowhere.</summary>
    public async Task<Result<Done>> RenewLink(Id<Group> id, CancellationToken cancel)
    {
        if (!(await viewers.Read(cancel)).Leads(id))
            return Problem.NotFound;
        return await db.Attempt<Done>(async () =>
        {
            Invite(await db.Set<Group>().FirstAsync(row => row.Id == id, cancel));
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>Lets somebody in who asked, shows somebody out, lets them lead or not any more.</summary>
    /// <param name="handle">Their face in this group.</param>
    /// <param name="act">`in`, `out`, `lead` or `follow`.</param>
    public async Task<Result<Done>> Settle(Id<Group> id, string handle, string? act, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (!viewer.Leads(id))
            return Problem.NotFound;
        viewers.Forget();
        return await db.Attempt<Done>(async () =>
        {
            var found = await db.Set<Belonging>().FirstOrDefaultAsync(row => row.GroupId == id && db.Set<Face>().Any(face => face.Id == row.FaceId && face.Handle == handle), cancel);
            if (found is null || found.MemberId == viewer.Member!.Id)
                return Problem.NotFound;
            if (!Take(found, act))
                return Problem.NotFound;
            if (act == "in")
                await tell.LetIn(found, cancel);
            audit.Note("community.group-person", $"group:{id}", act!);
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    private bool Take(Belonging found, string? act)
    {
        switch (act, found.State)
        {
            case ("in", BelongingState.Asked or BelongingState.Out):
                found.Become(BelongingState.In, time.Now());
                return true;
            case ("out", BelongingState.Asked or BelongingState.In):
                found.Become(BelongingState.Out, time.Now());
                return true;
            case ("lead" or "follow", BelongingState.In):
                found.Lead(act == "lead");
                return true;
            default:
                return false;
        }
    }

    private void Invite(Group group) => group.Invite(SecretLink.Make(protection.CreateProtector(GroupReading.Seal)));

    private List<Problem> Wrong(GroupAsked asked)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(asked.Name) || asked.Name.Trim().Length > Group.NameLength)
            problems.Add(words.Problem("GroupNameWrong", "Name", Group.NameLength));
        if (string.IsNullOrWhiteSpace(asked.About) || asked.About.Trim().Length > Group.AboutLength)
            problems.Add(words.Problem("GroupAboutWrong", "About", Group.AboutLength));
        if (asked.Rules?.Length > Group.RulesLength)
            problems.Add(words.Problem("TextLong", "Rules", Group.RulesLength));
        if (!Enum.TryParse<GroupDoor>(asked.Door, ignoreCase: false, out var door) || !Enum.IsDefined(door))
            problems.Add(words.Problem("DoorMissing", "Door"));
        return problems;
    }

    private static GroupWords Words(GroupAsked asked) => new(asked.Name!.Trim(), asked.About!.Trim(), (asked.Rules ?? "").Trim().ReplaceLineEndings("\n"),
        SquareTopics.Knows(asked.Topic) ? asked.Topic! : "", Enum.Parse<GroupDoor>(asked.Door!), asked.AdultsOnly, asked.HoldsFirst);
}
