using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Blocks;
using Pendopo.Inbox.Contacts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Privately;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;

namespace Pendopo.Inbox.Kept;

/// <summary>Begins the forgetting of words that their network lets be kept for a while only, for every centre with such a network.</summary>
[Job("inbox.forget-words-all", MaxAttempts = 3)]
internal sealed record ForgetWordsAll : IJob;

internal sealed class ForgetWordsAllJob(PendopoDb db, JobBoard jobs, Accounts accounts) : IJobHandler<ForgetWordsAll>
{
    public async Task<JobOutcome> Run(ForgetWordsAll job, CancellationToken cancel)
    {
        var channels = await db.Set<Channel>().AcrossCentres().Select(channel => new { channel.CentreId, channel.Network }).Distinct().ToListAsync(cancel);
        foreach (var centre in channels.Where(channel => accounts.Knows(channel.Network) && accounts.Connector(channel.Network).Members is not null).Select(channel => channel.CentreId).Distinct())
            jobs.Add(new ForgetWords(), centre: centre, lane: "forget-words");
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("inbox.forget-words", MaxAttempts = 5)]
internal sealed record ForgetWords : IJob;

/// <summary>Takes the words of members, and what names their writers, off what was heard. That something was said stays, and when, the way to it, and what the centre answered.</summary>
internal sealed class ForgetWordsJob(PendopoDb db, Accounts accounts, CentreDirectory centres, WordsInJobs shelved, TimeProvider time) : IJobHandler<ForgetWords>
{
    private const int AtOnce = 100;

    /// <summary>It is looked for every hour, and an hour may be lost to a restart.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(2);

    public async Task<JobOutcome> Run(ForgetWords job, CancellationToken cancel)
    {
        foreach (var channel in await db.Set<Channel>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancel))
        {
            if (accounts.Knows(channel.Network) && accounts.Connector(channel.Network).Members is { } rule)
                await Forget(channel, rule, time.Now() - rule.KeptFor + Ahead, cancel);
        }
        return JobOutcome.Done;
    }

    private async Task Forget(Channel channel, MemberRule rule, DateTimeOffset limit, CancellationToken cancel)
    {
        if (await centres.ById(channel.CentreId, cancel) is not { } home)
            return;
        var someone = rule.Someone(CultureInfo.GetCultureInfo(home.Language));
        for (var after = default(Id<Conversation>); await Due(channel, limit, after, cancel) is [.., var last] due;)
        {
            foreach (var conversation in due)
                await Forget(conversation, someone, limit, cancel);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            after = last.Id;
        }
        // Who is told that the doors are shut stands there by their number. Where they are shut for longer than that, a second comment may be told once more.
        await db.Set<AwayReply>().Where(row => row.Network == channel.Network && row.ShutSince <= limit).ExecuteDeleteAsync(cancel);
        await shelved.Forget(channel, limit, cancel);
    }

    // What goes on in private keeps the channel that it came from, but was said to the centre alone: no network's rule is about it.
    private Task<List<Conversation>> Due(Channel channel, DateTimeOffset limit, Id<Conversation> after, CancellationToken cancel) => db.Set<Conversation>()
        .Where(row => row.ChannelId == channel.Id && row.Network == channel.Network && row.CreatedAt <= limit && row.Id > after
            && (db.Set<Message>().Any(message => message.ConversationId == row.Id && message.Kind == MessageKind.Heard && message.State == MessageState.Sent && message.ForgottenAt == null
                    && (message.LookedAt <= limit || (message.LookedAt == null && message.At <= limit)))
                || (!row.AuthorId.StartsWith(Conversation.Forgotten)
                    && !db.Set<Message>().Any(message => message.ConversationId == row.Id && message.Kind == MessageKind.Heard && (message.LookedAt > limit || (message.LookedAt == null && message.At > limit))))))
        .OrderBy(row => row.Id).Take(AtOnce).ToListAsync(cancel);

    private async Task Forget(Conversation conversation, string someone, DateTimeOffset limit, CancellationToken cancel)
    {
        var heard = await db.Set<Message>().Where(row => row.ConversationId == conversation.Id && row.Kind == MessageKind.Heard).ToListAsync(cancel);
        var due = heard.Where(row => (row.LookedAt ?? row.At) <= limit && row.State == MessageState.Sent && row.ForgottenAt is null).ToList();
        var ids = due.ConvertAll(message => message.Id);
        db.RemoveRange(await db.Set<MessageVersion>().Where(row => ids.Contains(row.MessageId)).ToListAsync(cancel));
        due.ForEach(message => message.Forget(time.Now()));
        if (due.Count > 0)
            conversation.Retell(await db.LastWords(conversation.Id, cancel));
        if (heard.TrueForAll(row => (row.LookedAt ?? row.At) <= limit))
            await ForgetAuthor(conversation, someone, cancel);
    }

    // Without the number a block would end by itself, and what was written in private could not be found for its writer.
    private async Task ForgetAuthor(Conversation conversation, string someone, CancellationToken cancel)
    {
        var now = time.Now();
        var talks = await db.Set<PrivateTalk>().AsNoTracking().Where(row => row.FromId == conversation.Id && (row.ContinuedId != null || (row.ClosedAt == null && row.EndsAt > now))).ToListAsync(cancel);
        var needed = talks.Count > 0 || conversation.RestrictedAt is not null
            || await db.Set<BlockedSender>().AnyAsync(row => row.Network == conversation.Network && row.AuthorId == conversation.AuthorId, cancel)
            || await db.Set<ContactLink>().AnyAsync(row => row.Network == conversation.Network && row.AuthorId == conversation.AuthorId, cancel);
        if (needed)
            conversation.ForgetName(someone);
        else
            conversation.ForgetAuthor(someone);
        var continued = talks.Select(row => row.ContinuedId).OfType<Id<Conversation>>().ToList();
        foreach (var own in await db.Set<Conversation>().Where(row => continued.Contains(row.Id)).ToListAsync(cancel))
            own.ForgetName(someone);
    }
}
