using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Community.News;

/// <summary>What a member may choose.</summary>
/// <param name="Topics">The topics that are told.</param>
/// <param name="Quiet">The groups of which nothing is told.</param>
/// <param name="Mail">Where a mail would go.</param>
public sealed record NewsChoice(IReadOnlyList<NewsTopic> Topics, IReadOnlyList<(Group Group, bool IsQuiet)> Groups, bool ByMail, MailPlace Mail);

/// <summary>An address of a member.</summary>
/// <param name="Address">Null when the centre knows none.</param>
/// <param name="IsTheirs">Whether it is known to be theirs: nothing is sent to any other.</param>
public sealed record MailPlace(string? Address, bool IsTheirs);

/// <summary>A member chooses what they are told, and whether a mail a morning tells how much is new.</summary>
internal sealed class MyNewsWish(PendopoDb db, Viewers viewers, MemberDesk desk)
{
    public async Task<NewsChoice?> Read(CancellationToken cancel)
    {
        if ((await viewers.Read(cancel)).Member is not { } member)
            return null;
        var wish = await db.Set<NewsWish>().AsNoTracking().FirstOrDefaultAsync(row => row.MemberId == member.Id, cancel);
        var groups = await db.Set<Belonging>().AsNoTracking().Where(row => row.MemberId == member.Id && row.State == BelongingState.In).Join(db.Set<Group>().AsNoTracking(), row => row.GroupId, group => group.Id, (row, group) => new { group, row.IsQuiet }).ToListAsync(cancel);
        return new([.. Enum.GetValues<NewsTopic>().Where(topic => wish?.IsOff(topic) != true)], [.. groups.OrderBy(row => row.group.Name, StringComparer.CurrentCulture).Select(row => (row.group, row.IsQuiet))], wish?.ByMail == true, await MailOf(member, cancel));
    }

    /// <param name="topics">The topics that are told; every other one is off.</param>
    /// <param name="quiet">The groups of which nothing is told.</param>
    public async Task<Result<Done>> Keep(IReadOnlyCollection<NewsTopic> topics, IReadOnlyCollection<Id<Group>> quiet, bool byMail, CancellationToken cancel)
    {
        if ((await viewers.Read(cancel)).Member is not { } member)
            return Problem.NotFound;
        if (byMail && !(await MailOf(member, cancel)).IsTheirs)
            return new Problem("NewsNoAddress", NewsText.Say("NoAddress"), "ByMail");
        return await db.Attempt<Done>(async () =>
        {
            var wish = await db.Set<NewsWish>().FirstOrDefaultAsync(row => row.MemberId == member.Id, cancel) ?? db.Add(NewsWish.Of(member, desk.Now)).Entity;
            wish.Say(Enum.GetValues<NewsTopic>().Except(topics), byMail, desk.Now);
            foreach (var belonging in await db.Set<Belonging>().Where(row => row.MemberId == member.Id && row.State == BelongingState.In).ToListAsync(cancel))
                belonging.Hush(quiet.Contains(belonging.GroupId));
            return default(Done);
        }, () => desk.Problem("Stale"), cancel);
    }

    /// <summary>The address of the account, which its owner answered from; or the one they come in by, once it is confirmed.</summary>
    public async Task<MailPlace> MailOf(Member member, CancellationToken cancel)
    {
        var person = member.PersonId;
        if (await db.Set<Account>().Where(row => row.PersonId == person && row.DisabledAt == null).Select(row => row.Email).FirstOrDefaultAsync(cancel) is { Length: > 0 } own)
            return new(own, true);
        var entrance = await db.Set<Entrance>().AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == person, cancel);
        return entrance?.Contact.Contains('@') == true ? new(entrance.Contact, entrance.VerifiedAt is not null) : new(null, false);
    }
}
