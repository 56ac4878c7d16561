using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Letters;

/// <summary>A list with how many get it.</summary>
internal sealed record ListLine(Channel List, int Readers);

/// <summary>A letter with what became of its copies.</summary>
internal sealed record IssueLine(Issue Issue, string List, IReadOnlyDictionary<CopyState, int> Copies)
{
    public int Of(CopyState state) => Copies.GetValueOrDefault(state);
}

/// <summary>How many of the letters of the last weeks were called unwanted by those who got them.</summary>
internal sealed record Unwanted(int Complaints, int Sent)
{
    /// <summary>Providers begin to slow a sender down from one in a thousand on, and refuse from three on (Gmail, sender guidelines).</summary>
    public bool IsTooMany => Complaints > 0 && Complaints * 1000L >= Sent;
}

/// <summary>A copy of which nobody knows whether it left.</summary>
internal sealed record OpenCopy(IssueCopy Copy, string Subject, string Email);

/// <summary>What the page of the letters shows, and the decisions about copies that may have left.</summary>
internal sealed class LetterDesk(PendopoDb db, Here here, JobBoard jobs, TimeProvider time)
{
    public const int Page = 50, LatestIssues = 20;

    private static readonly TimeSpan Weeks = TimeSpan.FromDays(30);

    /// <summary>Complaints of the last thirty days beside the letters of these days that left.</summary>
    public async Task<Unwanted> Complaints(CancellationToken cancel)
    {
        var since = time.Now() - Weeks;
        var recent = db.Set<Issue>().Where(row => row.MadeAt >= since).Select(row => row.Id);
        return new(await db.Set<Subscriber>().CountAsync(row => row.Ending == SubscriberEnd.Complained && row.EndedAt >= since, cancel),
            await db.Set<IssueCopy>().CountAsync(row => recent.Contains(row.IssueId) && row.State == CopyState.Sent, cancel));
    }

    public async Task<IReadOnlyList<ListLine>> Lists(CancellationToken cancel)
    {
        var readers = await db.Set<Subscription>().AsNoTracking().Join(db.Set<Subscriber>().Where(row => row.State == SubscriberState.Confirmed && row.RestrictedAt == null), row => row.SubscriberId, row => row.Id, (row, _) => row.ChannelId)
            .GroupBy(id => id).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        return [.. (await db.Set<Channel>().AsNoTracking().Where(row => row.Network == LettersConnector.NetworkName).OrderBy(row => row.Id).ToListAsync(cancel)).Select(list => new ListLine(list, readers.GetValueOrDefault(list.Id)))];
    }

    public async Task<IReadOnlyList<IssueLine>> Issues(CancellationToken cancel)
    {
        var issues = await db.Set<Issue>().AsNoTracking().OrderByDescending(row => row.Id).Take(LatestIssues)
            .Join(db.Set<Channel>().AsNoTracking(), row => row.ChannelId, row => row.Id, (issue, list) => new { Issue = issue, List = list.Handle }).ToListAsync(cancel);
        var ids = issues.Select(row => row.Issue.Id).ToList();
        var counts = await db.Set<IssueCopy>().AsNoTracking().Where(row => ids.Contains(row.IssueId)).GroupBy(row => new { row.IssueId, row.State }).Select(group => new { group.Key.IssueId, group.Key.State, Count = group.Count() }).ToListAsync(cancel);
        return [.. issues.OrderByDescending(row => row.Issue.Id).Select(row => new IssueLine(row.Issue, row.List, counts.Where(count => count.IssueId == row.Issue.Id).ToDictionary(count => count.State, count => count.Count)))];
    }

    /// <summary>Readers whose address or name holds the words, the latest first; the newest when nothing is looked for.</summary>
    public Task<List<Subscriber>> Readers(string? look, CancellationToken cancel)
    {
        var words = look?.Trim() ?? "";
        var address = words.ToLowerInvariant();
        var rows = db.Set<Subscriber>().AsNoTracking();
        if (words.Length > 0)
            rows = rows.Where(row => row.Email.Contains(address) || row.Name.Contains(words));
        return rows.OrderByDescending(row => row.Id).Take(Page).ToListAsync(cancel);
    }

    public Task<List<OpenCopy>> Open(CancellationToken cancel) =>
        (from copy in db.Set<IssueCopy>().AsNoTracking()
         where copy.State == CopyState.Unknown
         join issue in db.Set<Issue>().AsNoTracking() on copy.IssueId equals issue.Id
         join subscriber in db.Set<Subscriber>().AsNoTracking() on copy.SubscriberId equals subscriber.Id
         orderby copy.Id
         select new OpenCopy(copy, issue.Subject, subscriber.Email)).Take(Page).ToListAsync(cancel);

    /// <summary>A person decides about copies that may have left: to send them again, or to take it that they did.</summary>
    public async Task<Result<Done>> Decide(IReadOnlyCollection<Id<IssueCopy>> ids, bool again, CancellationToken cancel)
    {
        if (!here.May(ChannelsRoom.MayConnect))
            return Problem.NotFound;
        foreach (var copy in await db.Set<IssueCopy>().Where(row => ids.Contains(row.Id)).ToListAsync(cancel))
        {
            if (!copy.Decide(again, time.Now()) || !again || await db.Set<Issue>().FirstOrDefaultAsync(row => row.Id == copy.IssueId, cancel) is not { } issue)
                continue;
            // One that is still on its way takes it along.
            if (issue.State == IssueState.Sending)
                continue;
            issue.Resume();
            jobs.Add(new SendIssue(issue.Id));
        }
        await db.SaveChangesAsync(cancel);
        return new Done();
    }
}
