using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Connected;

/// <summary>Asks every connected account that is polled to look for messages.</summary>
[Job("channels.hear-all", Queue = "hear", MaxAttempts = 1)]
internal sealed record HearAll : IJob;

internal sealed class HearAllJob(PendopoDb db, Accounts accounts, JobBoard jobs) : IJobHandler<HearAll>
{
    public async Task<JobOutcome> Run(HearAll job, CancellationToken cancel)
    {
        var channels = await db.Set<Channel>().AcrossCentres().AsNoTracking().Where(channel => channel.State == ChannelState.Connected).ToListAsync(cancel);
        // Where a network does not answer, looks that wait would become more with every minute.
        var waiting = (await db.Set<Job>().AsNoTracking().Where(row => row.Queue == "ask" && row.State == JobState.Available && row.Kind == HearChannel.Name).Select(row => row.Arguments).ToListAsync(cancel))
            .Select(arguments => JsonSerializer.Deserialize<HearChannel>(arguments)!.Channel).ToHashSet();
        foreach (var channel in channels.Where(channel => !waiting.Contains(channel.Id) && accounts.Knows(channel.Network) && accounts.Connector(channel.Network).Abilities.HasFlag(ConnectorAbilities.Hear)))
            jobs.Add(new HearChannel(channel.Id), centre: channel.CentreId, lane: channel.Network);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}

[Job(Name, Queue = "ask", MaxAttempts = 1)]
internal sealed record HearChannel(Id<Channel> Channel) : IJob
{
    public const string Name = "channels.hear";
}

/// <summary>Takes in what came since the last look: the messages and the place to go on are kept in one transaction.</summary>
internal sealed class HearChannelJob(PendopoDb db, Accounts accounts, EventBoard events, JobBoard jobs, IEnumerable<ICommandAnswer> answers, TimeProvider time) : IJobHandler<HearChannel>
{
    public async Task<JobOutcome> Run(HearChannel job, CancellationToken cancel)
    {
        if (await accounts.Find(job.Channel, cancel) is not { State: ChannelState.Connected } channel)
            return JobOutcome.Cancel("The channel is not connected any more.");
        using var turn = await Accounts.Turn(channel.Id, cancel);
        var asked = time.Now();
        var heard = await accounts.Connector(channel.Network).Hear(await accounts.Open(channel, cancel), channel.Cursor, cancel);
        // The connector may have rotated the credentials meanwhile, in a transaction of its own.
        await db.Entry(channel).ReloadAsync(cancel);
        foreach (var message in heard.Messages.Select(message => Border.Of(message, time.Now())).OfType<Incoming>())
            events.Publish(new MessageHeard(channel.Id, message));
        foreach (var count in heard.Polls)
            events.Publish(new PollCounted(channel.Id, count, time.Now()));
        foreach (var command in heard.Commands.Where(command => answers.Any(one => one.Command == command.Command)))
            jobs.Add(new AnswerCommand(channel.Id, Guid.CreateVersion7(), command), lane: channel.Network);
        channel.HeardUpTo(heard.Cursor);
        if (heard.Lost is { } reason && !channel.WorksSince(asked))
            channel.Lost(reason, time.Now());
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}
