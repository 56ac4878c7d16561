using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Polls;

/// <summary>Looks which polls have news for the networks they stand on.</summary>
[Job("publishing.tell-polls", Queue = "publish", MaxAttempts = 3)]
internal sealed record TellPolls : IJob;

internal sealed class TellPollsJob(PendopoDb db, IServiceScopeFactory scopes, TimeProvider time) : IJobHandler<TellPolls>
{
    private const int AtOnce = 200;

    // Mastodon waits three minutes after a vote before it tells others; a poll of a week need not tell every three.
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(3), Most = TimeSpan.FromHours(1), Grace = TimeSpan.FromMinutes(1);

    public async Task<JobOutcome> Run(TellPolls job, CancellationToken cancel)
    {
        var now = time.Now();
        var open = await db.Set<Ballot>().AcrossCentres().AsNoTracking().Where(row => row.DoneAt == null && (row.ChangedAt != null || row.EndsAt <= now || row.ClosedAt != null)).OrderBy(row => row.ChangedAt).Take(AtOnce).ToListAsync(cancel);
        foreach (var ballot in open.Where(row => IsDue(row, now)))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(ballot.CentreId);
            await scope.ServiceProvider.GetRequiredService<TellPoll>().Run(ballot.PostId, cancel);
        }
        return JobOutcome.Done;
    }

    /// <summary>A minute after the end; before it some minutes after a vote, the rarer the older the poll is.</summary>
    internal static bool IsDue(Ballot ballot, DateTimeOffset now)
    {
        // What was cast in the last second may still wait for its turn.
        if (ballot.Over(now) is { } over)
            return over <= now - Grace;
        var pause = TimeSpan.FromTicks(Math.Clamp((now - ballot.OpenedAt).Ticks / 100, Least.Ticks, Most.Ticks));
        return ballot.ChangedAt <= now - Least && (ballot.ToldAt is null || ballot.ToldAt <= now - pause);
    }
}

/// <summary>Tells every network that knows polls how one stands, and the last count at its end.</summary>
internal sealed class TellPoll(PendopoDb db, PollReader reader, Accounts accounts, NetworkCall network, TimeProvider time)
{
    public async Task Run(Id<Post> post, CancellationToken cancel)
    {
        var now = time.Now();
        if (await reader.Ballot(post, cancel) is not { DoneAt: null } ballot)
            return;
        var poll = await reader.Outgoing(ballot, now, cancel);
        foreach (var publication in await db.Set<Publication>().AsNoTracking().Where(row => row.PostId == post && row.State == PublicationState.Sent && row.RemoteId != null).ToListAsync(cancel))
        {
            if (!accounts.Knows(publication.Network) || !accounts.Connector(publication.Network).Abilities.HasFlag(ConnectorAbilities.Poll) || await accounts.Find(publication.ChannelId, cancel) is not { State: ChannelState.Connected } channel)
                continue;
            var outcome = await network.Make(channel, (connector, account, token) => connector.Tally(account, publication.Remote!, poll, token), cancel);
            // What may not have arrived is told again in a minute: a count told twice changes nothing.
            if (outcome is not (SendOutcome.Sent or SendOutcome.Refused))
                return;
        }
        ballot.Told(now);
        // A vote of this very moment makes the row newer: then it is told once more.
        await db.TrySave(cancel);
    }
}
