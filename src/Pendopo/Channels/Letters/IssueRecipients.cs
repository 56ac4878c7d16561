using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Letters;

/// <summary>A copy that is due, with what is needed to write it.</summary>
internal sealed record DueCopy(Id<IssueCopy> Id, int Attempts, string Email, string Name, string SecretSealed, bool Wanted);

/// <summary>Who gets a letter: written into the ledger before the first leaves, so that it is the same people after every crash.</summary>
internal sealed class IssueRecipients(PendopoDb db, TimeProvider time)
{
    private const int AtOnce = 500;

    // What is told again weeks later is another letter.
    private static readonly TimeSpan SamePost = TimeSpan.FromDays(1);

    /// <summary>Gives everybody who gets the list a copy. Broken off, it goes on where it was.</summary>
    public async Task Fill(Issue issue, CancellationToken cancel)
    {
        if (issue.Filled)
            return;
        var language = issue.Language.StartsWith("en", StringComparison.Ordinal) ? "en" : "id";
        // Who gets more than one of the lists that a post goes to gets one letter: that of the first.
        var (since, earlier) = (issue.MadeAt - SamePost, db.Set<Issue>().Where(row => row.Url == issue.Url && row.Language == issue.Language && row.Id < issue.Id && row.State != IssueState.Stopped));
        var theirs = earlier.Where(row => row.MadeAt > since).Select(row => row.ChannelId);
        var wanted = db.Set<Subscription>().AsNoTracking().Where(row => row.ChannelId == issue.ChannelId)
            .Join(db.Set<Subscriber>().AsNoTracking(), row => row.SubscriberId, row => row.Id, (_, subscriber) => subscriber)
            .Where(row => row.State == SubscriberState.Confirmed && row.RestrictedAt == null && row.ConfirmedAt <= issue.MadeAt && (row.OnlyIn == null || row.OnlyIn == language)
                && !db.Set<Subscription>().Any(other => other.SubscriberId == row.Id && theirs.Contains(other.ChannelId)));
        for (var left = true; left;)
        {
            var next = await wanted.Where(row => !db.Set<IssueCopy>().Any(copy => copy.IssueId == issue.Id && copy.SubscriberId == row.Id)).OrderBy(row => row.Id).Select(row => row.Id).Take(AtOnce).ToListAsync(cancel);
            var now = time.Now();
            db.AddRange(next.Select(subscriber => IssueCopy.Of(issue, subscriber, now)));
            left = next.Count == AtOnce;
            if (!left)
                issue.Fill();
            await db.SaveChangesAsync(cancel);
            foreach (var entry in db.ChangeTracker.Entries<IssueCopy>().ToList())
                entry.State = EntityState.Detached;
        }
    }

    /// <summary>Those due after the given one, in the order of their ids.</summary>
    public Task<List<DueCopy>> Due(Id<Issue> issue, Id<IssueCopy> after, int most, CancellationToken cancel)
    {
        var now = time.Now();
        return (from copy in db.Set<IssueCopy>().AsNoTracking()
                where copy.IssueId == issue && copy.State == CopyState.Waiting && copy.RunAt <= now && copy.Id > after
                join subscriber in db.Set<Subscriber>().AsNoTracking() on copy.SubscriberId equals subscriber.Id
                orderby copy.Id
                select new DueCopy(copy.Id, copy.Attempts, subscriber.Email, subscriber.Name, subscriber.SecretSealed, subscriber.State == SubscriberState.Confirmed && subscriber.RestrictedAt == null)).Take(most).ToListAsync(cancel);
    }
}
