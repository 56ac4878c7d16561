using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Polls;

/// <summary>A vote that came from a network: one a voter, or one a voter and answer where several may be chosen. Told twice it counts once; who changes their mind there cannot, as on those networks.</summary>
internal sealed class TakeRemoteVote(PendopoDb db, OpenBallot open) : IEventHandler<VoteHeard>
{
    public async Task Handle(VoteHeard happened, CancellationToken cancel)
    {
        if (await db.Set<Publication>().AsNoTracking().FirstOrDefaultAsync(row => row.ChannelId == happened.Channel && row.RemoteId == happened.Question && row.State == PublicationState.Sent, cancel) is not { } sent)
            return;
        var words = (await db.Set<Revision>().AsNoTracking().FirstAsync(row => row.PostId == sent.PostId && row.Number == sent.SentRevision, cancel)).Words;
        // The hour at which it was heard counts, not the one at which its turn came.
        if (await open.Of(sent.PostId, words, cancel) is not { } ballot || ballot.DoneAt is not null || ballot.Over(happened.HeardAt) is not null)
            return;
        var choice = ballot.Answers.Index().Where(answer => answer.Item == happened.Answer).Select(answer => answer.Index).DefaultIfEmpty(-1).First();
        var mark = ballot.MarkOf(sent.Network, happened.Voter);
        if (choice < 0 || await db.Set<Vote>().AnyAsync(row => row.PostId == ballot.PostId && row.Voter == mark && (!ballot.Several || row.Choice == choice), cancel))
            return;
        db.Add(Vote.Of(ballot, sent.Network, mark, choice, happened.HeardAt));
        ballot.Voted(happened.HeardAt);
        // Not caught: another vote at the same moment makes the event come again, and then it is seen above what stands.
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Votes of somebody who left their network or asked to be erased: their marks are made anew, poll by poll, and what bears one goes. After its end a poll holds no mark that leads to anybody.</summary>
internal sealed class VoterErasure(PendopoDb db, TimeProvider time) : IOutsiderErasure, IEventHandler<VoterGone>
{
    public IReadOnlyList<string> Tables => ["publishing_vote"];

    public Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Outsider>>([]);

    public Task Erase(Outsider outsider, CancellationToken cancel) => Forget(db.Set<Ballot>().AcrossCentres(), outsider, cancel);

    public async Task Handle(VoterGone happened, CancellationToken cancel)
    {
        if (await db.Set<Channel>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == happened.Channel, cancel) is { } channel)
            await Forget(db.Set<Ballot>(), new(channel.Network, happened.Voter), cancel);
        await db.SaveChangesAsync(cancel);
    }

    private async Task Forget(IQueryable<Ballot> ballots, Outsider voter, CancellationToken cancel)
    {
        foreach (var ballot in await ballots.Where(row => row.Salt != "").ToListAsync(cancel))
        {
            var mark = ballot.MarkOf(voter.Network, voter.Id);
            if (await db.Set<Vote>().AcrossCentres().Where(row => row.PostId == ballot.PostId && row.Voter == mark).ExecuteDeleteAsync(cancel) > 0)
                ballot.Voted(time.Now());
        }
    }
}
