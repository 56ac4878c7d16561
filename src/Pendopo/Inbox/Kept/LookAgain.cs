using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;

namespace Pendopo.Inbox.Kept;

/// <summary>Begins, for every centre, the look at what is kept of networks whose rules ask for it.</summary>
[Job("inbox.look-again-all", MaxAttempts = 3)]
internal sealed record LookAgainAll : IJob;

internal sealed class LookAgainAllJob(PendopoDb db, JobBoard jobs, CentreDirectory centres, Accounts accounts) : IJobHandler<LookAgainAll>
{
    public async Task<JobOutcome> Run(LookAgainAll job, CancellationToken cancel)
    {
        var rules = (await db.Set<Channel>().AcrossCentres().Select(channel => channel.Network).Distinct().ToListAsync(cancel)).Where(network => accounts.Knows(network) && accounts.Connector(network).Kept is not null).ToList();
        if (rules.Count == 0)
            return JobOutcome.Done;
        foreach (var centre in await centres.All(cancel))
            jobs.Add(new LookAgain(), centre: centre.Id, lane: "look-again");
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job("inbox.look-again", Queue = "ask", MaxAttempts = 2)]
internal sealed record LookAgain : IJob;

/// <summary>
/// Asks networks whether what others said stands there still. What its author took away goes here too, and so do words of which nobody could ask for as long as the
/// network's rules let them be kept.
/// </summary>
internal sealed class LookAgainJob(PendopoDb db, Accounts accounts, EventBoard events, TimeProvider time, ILogger<LookAgainJob> log) : IJobHandler<LookAgain>
{
    // A day's work of one channel; the rest is due the next day.
    private const int AtMost = 1_000;

    private static readonly TimeSpan Tomorrow = TimeSpan.FromHours(20);

    public async Task<JobOutcome> Run(LookAgain job, CancellationToken cancel)
    {
        foreach (var channel in await db.Set<Channel>().AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancel))
        {
            if (accounts.Knows(channel.Network) && accounts.Connector(channel.Network).Kept is { } rule)
                await Look(channel, rule, cancel);
        }
        return JobOutcome.Done;
    }

    private async Task Look(Channel channel, KeptRule rule, CancellationToken cancel)
    {
        var (looks, done) = (channel.State == ChannelState.Connected, 0);
        while (done < AtMost && await Due(channel, rule, cancel) is { Count: > 0 } due)
        {
            done += due.Count;
            var found = looks ? await Ask(channel, due, cancel) : null;
            // One silence is enough: nothing more is asked today.
            looks = found is not null;
            foreach (var message in due)
                Take(message, rule, found);
            var changed = due.Where(message => db.Entry(message).Property(row => row.Text).IsModified).ToList();
            await db.SaveChangesAsync(cancel);
            await Retell(changed, cancel);
            db.ChangeTracker.Clear();
        }
    }

    private Task<List<Message>> Due(Channel channel, KeptRule rule, CancellationToken cancel)
    {
        var now = time.Now();
        // What goes on in private keeps the channel that it came from, but no network holds it.
        return db.Set<Message>().Where(row => row.ChannelId == channel.Id && row.Kind == MessageKind.Heard && row.State == MessageState.Sent && row.RemoteId != null && (row.LookAt == null || row.LookAt <= now)
                && db.Set<Conversation>().Any(conversation => conversation.Id == row.ConversationId && conversation.Network == channel.Network))
            .OrderBy(row => row.Id).Take(rule.AtOnce).ToListAsync(cancel);
    }

    private async Task<SecondLook?> Ask(Channel channel, List<Message> due, CancellationToken cancel)
    {
        var now = time.Now();
        // Of words that came just now it is only noted when they are due.
        var ids = due.Where(message => message.LookAt is not null).Select(message => message.RemoteId!).ToList();
        if (ids.Count == 0)
            return new(new Dictionary<string, string>(StringComparer.Ordinal));
        try
        {
            return await accounts.Connector(channel.Network).LookAgain(await accounts.Open(channel, cancel), ids, cancel);
        }
        catch (HttpRequestException fault)
        {
            log.LogWarning(fault, "What is kept of channel {Channel} could not be looked at again", channel.Id);
            return null;
        }
    }

    private void Take(Message message, KeptRule rule, SecondLook? found)
    {
        var now = time.Now();
        if (message.LookAt is null)
            message.LookLater(message.At + rule.LookAfter > now ? message.At + rule.LookAfter : now);
        else if (found is not null && found.There.TryGetValue(message.RemoteId!, out var words))
            message.Looked(rule.Next(message.At, now), now, words);
        else
        {
            message.LookLater(now + Tomorrow);
            if (found is not null || now >= (message.LookedAt ?? message.At) + rule.ForgetAfter)
                events.Publish(new MessageWithdrawn(message.ChannelId, message.RemoteId!));
        }
    }

    private async Task Retell(List<Message> changed, CancellationToken cancel)
    {
        foreach (var id in changed.Select(message => message.ConversationId).Distinct())
        {
            if (await db.Set<Conversation>().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } conversation)
                conversation.Retell(await db.LastWords(id, cancel));
        }
        await db.SaveChangesAsync(cancel);
    }
}
