using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Polls;

/// <summary>Reads polls and counts their votes, within the centre.</summary>
internal sealed class PollReader(PendopoDb db, TimeProvider time)
{
    public Task<Ballot?> Ballot(Id<Post> post, CancellationToken cancel) => db.Set<Ballot>().FirstOrDefaultAsync(row => row.PostId == post, cancel);

    /// <summary>How it stands over all channels: the votes that were cast here or told one by one, and the numbers of networks that count for themselves.</summary>
    public async Task<PollResult> Result(Ballot ballot, CancellationToken cancel)
    {
        var votes = db.Set<Vote>().AsNoTracking().Where(row => row.PostId == ballot.PostId);
        var counts = await votes.GroupBy(row => new { row.Network, row.Choice }).Select(group => new { group.Key.Network, group.Key.Choice, Votes = group.Count() }).ToListAsync(cancel);
        var voters = await votes.Select(row => new { row.Network, row.Voter }).Distinct().GroupBy(row => row.Network).Select(group => new { Network = group.Key, Voters = group.Count() }).ToListAsync(cancel);
        var tallies = await db.Set<ChannelTally>().AsNoTracking().Where(row => row.PostId == ballot.PostId && row.Voters > 0).ToListAsync(cancel);
        var answers = ballot.Answers;
        return new(answers, ballot.Several, [.. voters.Select(row => row.Network).Union(tallies.Select(row => row.Network))
            .OrderBy(network => network == "site" ? 0 : 1).ThenBy(network => network, StringComparer.Ordinal)
            .Select(network => new ChannelCount(network, voters.Where(row => row.Network == network).Sum(row => row.Voters) + tallies.Where(row => row.Network == network).Sum(row => row.Voters),
                [.. answers.Select((_, answer) => counts.Where(count => count.Network == network && count.Choice == answer).Sum(count => count.Votes)
                    + tallies.Where(row => row.Network == network).Sum(row => row.Votes.ElementAtOrDefault(answer)))]))]);
    }

    /// <summary>Whether somebody voted and the words would give those votes another meaning.</summary>
    public async Task<bool> Breaks(Id<Post> post, PostWords words, CancellationToken cancel) =>
        await Ballot(post, cancel) is { } ballot && ballot.Breaks(words) && await HasVotes(post, cancel);

    public async Task<bool> HasVotes(Id<Post> post, CancellationToken cancel) =>
        await db.Set<Vote>().AnyAsync(row => row.PostId == post, cancel) || await db.Set<ChannelTally>().AnyAsync(row => row.PostId == post && row.Voters > 0, cancel);

    /// <summary>The poll of some words as it goes to a network now; null when they ask nothing.</summary>
    public async Task<OutgoingPoll?> Outgoing(Post post, PostWords words, Centre centre, CancellationToken cancel)
    {
        if (!words.HasPoll)
            return null;
        var (now, ends) = (time.Now(), words.Details.Ends is { } end ? centre.Instant(end) : (DateTimeOffset?)null);
        return await Ballot(post.Id, cancel) is { } ballot && !ballot.Breaks(words)
            ? await Outgoing(ballot, now, cancel)
            : new PollResult(words.Details.Choices, words.Details.Several, []).Told(false, ends, ends <= now ? ends : null) with { OnlyAtEnd = words.Details.Results == PollShown.AtEnd };
    }

    public async Task<OutgoingPoll> Outgoing(Ballot ballot, DateTimeOffset now, CancellationToken cancel)
    {
        var over = ballot.Over(now);
        var result = await Result(ballot, cancel);
        return result.Told(result.MayBeShown && (over is not null || ballot.Results != PollShown.AtEnd), ballot.EndsAt, over) with { OnlyAtEnd = ballot.Results == PollShown.AtEnd };
    }
}
