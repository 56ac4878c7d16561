using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Publications;

/// <summary>Asks a network whether an attempt whose answer was lost went out after all.</summary>
internal sealed class AskNetwork(Accounts accounts, Outgoing outgoing, NetworkCall network, TimeProvider time)
{
    public async Task<JobOutcome> Run(Publication publication, CancellationToken cancel)
    {
        var outcome = await Ask(publication, cancel);
        await network.Keep(publication.Id, outcome, (row, answer) => row.Settle(answer, time.Now(), NetworkCall.Backoff));
        return JobOutcome.Done;
    }

    private async Task<SendOutcome> Ask(Publication publication, CancellationToken cancel)
    {
        var channel = await accounts.Find(publication.ChannelId, cancel);
        if (channel is null || !accounts.Knows(channel.Network))
            return new SendOutcome.Unknown("The channel is gone.");
        // The words as they were handed over: a network without keys of its own is asked for these.
        var limits = await accounts.Connector(channel.Network).Limits(await accounts.Open(channel, cancel), cancel);
        var parcel = await outgoing.Of(publication, publication.IntendedRevision!.Value, limits, cancel);
        if (parcel is null)
            return new SendOutcome.Unknown("The revision is gone.");
        var answer = await network.Make(channel, (connector, account, token) => connector.Reconcile(account, parcel.Post, token), cancel);
        // Only "it is there" and "it surely is not" settle it; that the network would refuse now says nothing of then.
        return answer is SendOutcome.Sent or SendOutcome.RetryAt or SendOutcome.Unknown ? answer : new SendOutcome.Unknown("The network could not be asked.");
    }
}
