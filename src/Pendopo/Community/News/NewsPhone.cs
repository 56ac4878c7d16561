using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Community.News;

/// <summary>A browser as its member sees it.</summary>
/// <param name="Device">Browser and system in a few words.</param>
/// <param name="IsThis">Whether the viewer looks with it.</param>
public sealed record PhoneCard(string Mark, string Device, DateTimeOffset MadeAt, bool IsThis);

/// <summary>What a member may choose of what their phones are told.</summary>
/// <param name="Topics">The topics of which they are told.</param>
/// <param name="Central">Whether they are told of the centre's doing.</param>
/// <param name="Groups">The groups, and whether the phone is silent about each.</param>
/// <param name="Quiet">The member's own quiet hours; null for those of the centre.</param>
/// <param name="CentreQuiet">Those of the centre.</param>
/// <param name="IsShared">Whether the viewer's phone is used by others too: then it is told nothing.</param>
public sealed record PhoneChoice(IReadOnlyList<NewsTopic> Topics, bool Central, IReadOnlyList<(Group Group, bool IsSilent)> Groups, QuietHours? Quiet, QuietHours CentreQuiet, bool IsShared, IReadOnlyList<PhoneCard> Phones);

/// <summary>A member switches on that phones tell them of news, and settles of which and when.</summary>
internal sealed class NewsPhone(PendopoDb db, Viewers viewers, Sessions sessions, SharedPhone shared, SquareRulesBook rules, BrowserNotices notices, MemberDesk desk)
{
    /// <summary>So many browsers of one member; beyond it the oldest go.</summary>
    public const int Most = 10;

    public async Task<PhoneChoice?> Read(CancellationToken cancel)
    {
        if ((await viewers.Read(cancel)).Member is not { } member)
            return null;
        var wish = await db.Set<NewsWish>().AsNoTracking().FirstOrDefaultAsync(row => row.MemberId == member.Id, cancel);
        var groups = await db.Set<Belonging>().AsNoTracking().Where(row => row.MemberId == member.Id && row.State == BelongingState.In).Join(db.Set<Group>().AsNoTracking(), row => row.GroupId, group => group.Id, (row, group) => new { group, row.IsSilent }).ToListAsync(cancel);
        var current = sessions.Current;
        var phones = await db.Set<NewsBrowser>().AsNoTracking().Where(row => row.MemberId == member.Id).Join(db.Set<Session>(), row => row.SessionId, session => session.Id, (row, session) => new { row.Mark, session.Device, row.MadeAt, session.Id }).ToListAsync(cancel);
        return new([.. Enum.GetValues<NewsTopic>().Where(topic => wish?.IsSilent(topic) != true)], wish?.IsSilent(null) != true, [.. groups.OrderBy(row => row.group.Name, StringComparer.CurrentCulture).Select(row => (row.group, row.IsSilent))],
            wish?.Quiet, (await rules.Read(cancel)).Quiet, await shared.Is(cancel), [.. phones.OrderByDescending(row => row.MadeAt).Select(row => new PhoneCard(row.Mark, row.Device, row.MadeAt, row.Id == current))]);
    }

    /// <param name="topics">The topics of which phones tell; of every other they are silent.</param>
    /// <param name="central">Whether they tell of the centre's doing.</param>
    /// <param name="silent">The groups about which they are silent.</param>
    /// <param name="quiet">Null for the hours of the centre.</param>
    public async Task<Result<Done>> Keep(IReadOnlyCollection<NewsTopic> topics, bool central, IReadOnlyCollection<Id<Group>> silent, QuietHours? quiet, CancellationToken cancel)
    {
        if ((await viewers.Read(cancel)).Member is not { } member)
            return Problem.NotFound;
        return await db.Attempt<Done>(async () =>
        {
            (await Wish(member, cancel)).Ring(Enum.GetValues<NewsTopic>().Except(topics), central, quiet);
            foreach (var belonging in await db.Set<Belonging>().Where(row => row.MemberId == member.Id && row.State == BelongingState.In).ToListAsync(cancel))
                belonging.Silence(silent.Contains(belonging.GroupId));
            return default(Done);
        }, () => desk.Problem("Stale"), cancel);
    }

    /// <summary>The browser of this request is told from now on.</summary>
    /// <returns>The mark by which it ends it; not found for what is no browser, and on a phone that others use too.</returns>
    public async Task<Result<string>> Begin(ToldBrowser? told, CancellationToken cancel)
    {
        if (told is null || (await viewers.Read(cancel)).Member is not { } member || sessions.Current is not { } session || await shared.Is(cancel))
            return Problem.NotFound;
        return await db.Attempt<string>(async () =>
        {
            // What was before the first one is not told; what waits for another goes on waiting.
            var now = desk.Now;
            var isFirst = !await db.Set<NewsBrowser>().AnyAsync(row => row.MemberId == member.Id && db.Set<Session>().Any(open => open.Id == row.SessionId && open.ExpiresAt > now), cancel);
            var known = await db.Set<NewsBrowser>().FirstOrDefaultAsync(row => row.Mark == told.Mark, cancel) ?? db.Add(NewsBrowser.Of(member.CentreId, told.Mark)).Entity;
            known.Belong(member.Id, session, told.Sealed, now);
            var wish = await Wish(member, cancel);
            if (isFirst)
                wish.Rung(now);
            db.RemoveRange(await db.Set<NewsBrowser>().Where(row => row.MemberId == member.Id && row.Mark != told.Mark).OrderByDescending(row => row.MadeAt).Skip(Most - 1).ToListAsync(cancel));
            return told.Mark;
        }, () => desk.Problem("Stale"), cancel);
    }

    /// <summary>A browser of the viewer's is told nothing more.</summary>
    public async Task<Result<Done>> End(string mark, CancellationToken cancel)
    {
        var me = (await viewers.Read(cancel)).Member?.Id;
        return await db.Set<NewsBrowser>().Where(row => row.MemberId == me && row.Mark == mark).ExecuteDeleteAsync(cancel) > 0 ? default(Done) : Problem.NotFound;
    }

    /// <summary>What a page hands to its browser.</summary>
    public Task<string> Key(CancellationToken cancel) => notices.PublicKey(cancel);

    private async Task<NewsWish> Wish(Member member, CancellationToken cancel) => await db.Set<NewsWish>().FirstOrDefaultAsync(row => row.MemberId == member.Id, cancel) ?? db.Add(NewsWish.Of(member, desk.Now)).Entity;
}
