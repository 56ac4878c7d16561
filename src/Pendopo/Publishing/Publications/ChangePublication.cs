using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Polls;

namespace Pendopo.Publishing.Publications;

/// <summary>Brings a change or a recall to a channel where the post stands already. Both may be done twice without harm.</summary>
internal sealed class ChangePublication(PendopoDb db, Accounts accounts, Outgoing outgoing, ExitQuestion exit, NetworkCall network, PollReader polls, TimeProvider time)
{
    public async Task<JobOutcome> Run(Publication publication, CancellationToken cancel)
    {
        var channel = await accounts.Find(publication.ChannelId, cancel);
        if (channel is null || !accounts.Knows(channel.Network) || publication.Remote is not { } remote)
            return await Keep(publication, new SendOutcome.Refused("ChannelGone", "The channel or the post's place there is not known."));
        if (publication.RecallIsDue)
            return await Keep(publication, await network.Make(channel, (connector, account, token) => connector.Recall(account, remote, token), cancel));
        return await Change(publication, channel, remote, cancel);
    }

    private async Task<JobOutcome> Change(Publication publication, Channel channel, RemoteRef remote, CancellationToken cancel)
    {
        var revision = publication.ChangeTo!.Value;
        var limits = await accounts.Connector(channel.Network).Limits(await accounts.Open(channel, cancel), cancel);
        var parcel = await outgoing.Of(publication, revision, limits, cancel) ?? throw new InvalidOperationException("An approved revision is gone.");
        if ((await FitOf.Check(parcel.Post, limits, cancel)) is [var misfit, ..])
            return await Keep(publication, new SendOutcome.Refused("DoesNotFit", misfit.Trouble.ToString()));
        // Approved before the first vote, due after it: what was answered stays what it was.
        if (await polls.Breaks(publication.PostId, parcel.Words, cancel))
            return await Keep(publication, new SendOutcome.Refused("PollHasVotes", ""));
        if (await exit.PersonsRefuse(publication.PostId, parcel.Words, channel.Network, time.GetUtcNow(), cancel) is { } unwilling)
            return await Keep(publication, new SendOutcome.Refused("NoConsent", unwilling.Text));
        if (parcel.IsUnread)
            return JobOutcome.Later(SendPublication.UntilRead);
        if (!(await exit.Ask(publication.CentreId, publication.PostId, channel.Network, parcel, cancel)).MayLeave)
            return await Keep(publication, new SendOutcome.Refused("Held", "The privacy guard holds it."));
        parcel.ShowPictures();
        await db.SaveChangesAsync(cancel);
        var outcome = await network.Make(channel, (connector, account, token) => connector.Edit(account, parcel.Post, remote, token), cancel);
        await network.Keep(publication.Id, outcome, (row, answer) => row.SettleChange(answer, revision, time.Now(), NetworkCall.Backoff));
        return JobOutcome.Done;
    }

    private async Task<JobOutcome> Keep(Publication publication, SendOutcome outcome)
    {
        var (recall, revision) = (publication.RecallIsDue, publication.ChangeTo);
        await network.Keep(publication.Id, outcome, (row, answer) =>
        {
            if (recall)
                row.SettleRecall(answer, time.Now(), NetworkCall.Backoff);
            else
                row.SettleChange(answer, revision!.Value, time.Now(), NetworkCall.Backoff);
        });
        return JobOutcome.Done;
    }
}
