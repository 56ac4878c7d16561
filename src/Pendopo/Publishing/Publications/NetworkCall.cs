using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Publications;

/// <summary>Calls a network and keeps what became of it, whatever that is.</summary>
internal sealed class NetworkCall(PendopoDb db, Accounts accounts, EventBoard events, JobBoard jobs, CopyReports copies, SendingReading reading, TimeProvider time, ILogger<NetworkCall> log)
{
    // The longest any connector needs with its own tries, well below Publication.AnswerWithin.
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);

    /// <summary>Makes the call. A fault or a silence on the way is an answer too: nobody knows what became of it.</summary>
    public async Task<SendOutcome> Make(Channel channel, Func<IConnector, ConnectedAccount, CancellationToken, Task<SendOutcome>> call, CancellationToken cancel)
    {
        using var turn = await Accounts.Turn(channel.Id, cancel);
        using var limit = new CancellationTokenSource(AtMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var asked = time.Now();
            var outcome = Border.Of(await call(accounts.Connector(channel.Network), await accounts.Open(channel, either.Token), either.Token));
            return await accounts.Since(asked, channel, outcome, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogError(fault, "A call to {Network} for channel {Channel} ended without an answer", channel.Network, channel.Id);
            return new SendOutcome.Unknown(fault.GetType().Name);
        }
    }

    /// <summary>Keeps the outcome. Somebody may have changed the row during the call (asked for recall, approved a newer text): that is taken up.</summary>
    /// <param name="mayAsk">False when the words that were sent are known to hold no poll.</param>
    public async Task Keep(Id<Publication> id, SendOutcome outcome, Action<Publication, SendOutcome> settle, bool mayAsk = true)
    {
        for (var again = true; again;)
        {
            db.ChangeTracker.Clear();
            var publication = await reading.Publication(db, id, CancellationToken.None) ?? throw new InvalidOperationException("A publication is gone.");
            var before = (publication.State, publication.SentRevision);
            settle(publication, outcome);
            var can = Abilities(publication);
            publication.TakeUpAsked(can.HasFlag(ConnectorAbilities.Edit), can.HasFlag(ConnectorAbilities.Recall), time.Now());
            Tell(publication, before.State, before.SentRevision, mayAsk);
            await copies.Follow(publication, CancellationToken.None);
            if (publication is { Network: OwnChannels.Site, State: PublicationState.Sent } && before.State != PublicationState.Sent && await OthersAreDue(publication))
                jobs.Add(new SendDue(publication.PostId));
            if (outcome is SendOutcome.Reconnect reconnect && await accounts.Find(publication.ChannelId, CancellationToken.None) is { } channel)
                channel.Lost(reconnect.Reason, time.Now());
            again = !await Saved();
        }
    }

    // They waited for the page, because they link to it.
    private Task<bool> OthersAreDue(Publication page) => reading.OthersAreDue(db, page.PostId, page.Id, time.Now(), CancellationToken.None);

    private async Task<bool> Saved()
    {
        try
        {
            // What the network answered is kept even while the program stops.
            await db.SaveChangesAsync(CancellationToken.None);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private ConnectorAbilities Abilities(Publication publication) =>
        accounts.Knows(publication.Network) ? accounts.Connector(publication.Network).Abilities : ConnectorAbilities.None;

    private void Tell(Publication publication, PublicationState before, int? sentBefore, bool mayAsk)
    {
        if (publication.State == PublicationState.Sent && before != PublicationState.Sent)
            events.Publish(new PostSent(publication.PostId, publication.ChannelId, publication.Remote, publication.SentAt!.Value, mayAsk));
        else if (publication.State == PublicationState.Sent && publication.SentRevision != sentBefore)
            events.Publish(new PostChanged(publication.PostId, publication.ChannelId, publication.SentRevision!.Value));
        else if (publication.State == PublicationState.Recalled && before != PublicationState.Recalled)
            events.Publish(new PostRecalled(publication.PostId, publication.ChannelId));
        if (publication.NeedsPerson)
            events.Publish(new PublicationNeedsPerson(publication.PostId, publication.ChannelId, publication.TroubleCode ?? publication.Chore.ToString()));
    }

    public static TimeSpan Backoff(int attempt) => JobBackoff.After(attempt);
}
