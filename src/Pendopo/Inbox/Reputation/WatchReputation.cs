using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Safety.Contracts;
using Pendopo.Signals.Surges;
using Pendopo.Text.Insights;
using Pendopo.Text.Similarity;

namespace Pendopo.Inbox.Reputation;

/// <summary>Looks at which centre somebody wrote since yesterday.</summary>
[Job("inbox.watch-all", MaxAttempts = 1)]
internal sealed record WatchReputation : IJob;

internal sealed class WatchReputationJob(PendopoDb db, JobBoard jobs, TimeProvider time) : IJobHandler<WatchReputation>
{
    public async Task<JobOutcome> Run(WatchReputation job, CancellationToken cancel)
    {
        var since = time.Now() - TimeSpan.FromDays(1);
        foreach (var centre in await db.Set<Conversation>().AcrossCentres().Where(row => row.LastAt >= since).Select(row => row.CentreId).Distinct().ToListAsync(cancel))
            jobs.Add(new WatchCentre(), centre: centre);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("inbox.watch", MaxAttempts = 2)]
internal sealed record WatchCentre : IJob;

/// <summary>A public message as it may be analysed.</summary>
internal sealed record ToneMessage(Id<Conversation> Conversation, string Author, DateTimeOffset At, AnalysableText Words, bool Negative);

/// <summary>Reads the public words of four weeks and raises a card when more of them are negative, or more people say the same, than is usual.
/// Nothing but the card is kept, nobody is profiled, and the words stand where they stood.</summary>
internal sealed class WatchCentreJob(PendopoDb db, CentreScope scope, TimeProvider time) : IJobHandler<WatchCentre>
{
    public const int Days = 28;

    // The newest of a centre that hears more; one look stays below a few seconds.
    private const int Most = 3_000;

    // Fewer people than this saying the same is a coincidence, or one person with two accounts.
    private const int FewestPeople = 3;

    // Shorter words are alike by chance.
    private const int FewestWords = 8;

    private static readonly TimeSpan OneCard = TimeSpan.FromDays(3), Passing = TimeSpan.FromDays(2);

    public async Task<JobOutcome> Run(WatchCentre job, CancellationToken cancel)
    {
        var now = time.Now();
        var messages = await Read(db, now, cancel);
        var recent = await db.Set<SurgeCard>().Where(row => row.LastAt >= now - OneCard).ToListAsync(cancel);
        var surge = SurgeDetector.Judge(Counts(messages, now, 1, Days), Counts(messages, now, 0, 1)[0]);
        if (surge.Alarm)
            Card(recent, SurgeKind.Negative, 0, now).Take((int)surge.Observed, surge.Expected, messages.Last(message => message.Negative).Words.Text, now);
        foreach (var (words, people, sample) in Passed(messages, now))
            Card(recent, SurgeKind.Repeated, unchecked((long)words), now).Take(people, null, sample, now);
        return await db.TrySave(cancel) ? JobOutcome.Done : JobOutcome.Again("Somebody decided about a card in the same moment.");
    }

    /// <summary>The public words of the last four weeks that may be analysed, oldest first; what is kept apart is not read.</summary>
    public static async Task<List<ToneMessage>> Read(PendopoDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - TimeSpan.FromDays(Days);
        var rows = await db.Set<Message>().AsNoTracking().Where(row => row.Kind == MessageKind.Heard && row.State == MessageState.Sent && row.At >= since)
            .Join(db.Set<Conversation>().Where(row => row.ApartAt == null && !row.Private), message => message.ConversationId, conversation => conversation.Id, (message, conversation) => new { conversation.Id, conversation.Network, conversation.AuthorId, conversation.Private, message.At, message.Text })
            .OrderByDescending(row => row.At).Take(Most).ToListAsync(cancel);
        rows.Reverse();
        return [.. rows.Select(row => (Row: row, Words: AnalysisDoor.Admit(row.Network, row.Text, row.Private))).Where(pair => pair.Words is not null)
            .Select(pair => new ToneMessage(pair.Row.Id, $"{pair.Row.Network}/{pair.Row.AuthorId}", pair.Row.At, pair.Words!, IsNegative(pair.Words!.Text)))];
    }

    /// <summary>Negative messages of whole days before now, oldest first; a person who writes five times in a day counts once.</summary>
    public static double[] Counts(IReadOnlyList<ToneMessage> messages, DateTimeOffset now, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Reverse().Select(back => (double)messages.Where(message => message.Negative && (int)(now - message.At).TotalDays == back).Select(message => message.Author).Distinct().Count())];

    private static bool IsNegative(string text) => MessageInspector.Inspect(text).Sentiment is { Value: Sentiment.Negative, Unsure: false };

    private static IEnumerable<(ulong Words, int People, string Sample)> Passed(IReadOnlyList<ToneMessage> messages, DateTimeOffset now)
    {
        var groups = new List<(ulong Words, HashSet<string> People, string Sample)>();
        foreach (var message in messages.Where(message => now - message.At <= Passing && message.Words.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= FewestWords))
        {
            var words = SimHash.Of(message.Words.Text);
            var group = groups.Find(one => SimHash.Distance(one.Words, words) <= SimHash.SameWithin);
            if (group.People is null)
                groups.Add(group = (words, [], message.Words.Text));
            group.People.Add(message.Author);
        }
        return groups.Where(group => group.People.Count >= FewestPeople).Select(group => (group.Words, group.People.Count, group.Sample));
    }

    private SurgeCard Card(List<SurgeCard> recent, SurgeKind kind, long fingerprint, DateTimeOffset now)
    {
        var known = recent.Find(card => card.Kind == kind && SimHash.Distance(unchecked((ulong)card.Fingerprint), unchecked((ulong)fingerprint)) <= SimHash.SameWithin);
        return known ?? db.Add(SurgeCard.Raise(scope.Centre, kind, fingerprint, now)).Entity;
    }
}
