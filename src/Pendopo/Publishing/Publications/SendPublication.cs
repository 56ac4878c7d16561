using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Hold;

namespace Pendopo.Publishing.Publications;

/// <summary>Sends a publication whose hour has come: looks whether it may, writes the intent, makes the one call, keeps the answer.</summary>
internal sealed class SendPublication(PendopoDb db, Accounts accounts, Outgoing outgoing, ExitQuestion exit, NetworkCall network, HoldBook hold, EventBoard events, TimeProvider time)
{
    private static readonly TimeSpan UntilPageIsThere = TimeSpan.FromSeconds(3);

    /// <summary>When to look again whether the pictures of a post are read.</summary>
    public static readonly TimeSpan UntilRead = TimeSpan.FromSeconds(3);

    public async Task<JobOutcome> Run(Publication publication, CancellationToken cancel)
    {
        var now = time.Now();
        var post = await outgoing.Post(publication.PostId, cancel);
        if (!post.IsApproved)
            return await Stop(publication, () => publication.LoseApproval(), cancel);
        // Asked before the minute counts as passed: what a hold kept back is late for a reason.
        switch (await hold.Of(publication, cancel))
        {
            case HoldVerdict.Wait:
                return await Stop(publication, () => publication.KeepBack(now), cancel);
            case HoldVerdict.Ask:
                return await Stop(publication, () => publication.Fail("TimePassedOnHold"), cancel);
        }
        if (now - publication.RunAt > Publication.TooLate)
            return await Stop(publication, () => publication.Fail("TimePassed"), cancel);
        if (publication.Network != OwnChannels.Site && !await PageIsThere(publication, cancel))
            return JobOutcome.Later(UntilPageIsThere);
        var channel = await accounts.Find(publication.ChannelId, cancel);
        if (channel is null || !accounts.Knows(channel.Network) || channel.State == ChannelState.Off)
            return await Stop(publication, () => publication.Fail("ChannelOff"), cancel);
        if (channel.State == ChannelState.Reconnect)
            return await Stop(publication, () => publication.Fail("Reconnect", channel.TroubleReason), cancel);
        return await Send(publication, post, channel, cancel);
    }

    private async Task<JobOutcome> Send(Publication publication, Post post, Channel channel, CancellationToken cancel)
    {
        var revision = post.ApprovedRevision!.Value;
        var limits = await accounts.Connector(channel.Network).Limits(await accounts.Open(channel, cancel), cancel);
        var parcel = await outgoing.Of(publication, post, revision, limits, cancel) ?? throw new InvalidOperationException("An approved revision is gone.");
        if ((await FitOf.Check(parcel.Post, limits, cancel)) is [var misfit, ..])
            return await Stop(publication, () => publication.Fail("DoesNotFit", misfit.Trouble.ToString()), cancel);
        if (await exit.PersonsRefuse(post.Id, parcel.Words, channel.Network, time.GetUtcNow(), cancel) is { } unwilling)
            return await Stop(publication, () => publication.Fail("NoConsent", unwilling.Text), cancel);
        if (parcel.IsUnread)
            return JobOutcome.Later(UntilRead);
        var verdict = await exit.Ask(post.CentreId, post.Id, channel.Network, parcel, cancel);
        if (!verdict.MayLeave)
            return await Stop(publication, () => publication.Fail("Held", string.Join(", ", verdict.Reasons.Select(reason => reason.Kind).Distinct())), cancel);
        publication.Begin(revision, time.Now());
        post.GoesOut(time.Now());
        parcel.ShowPictures();
        await db.SaveChangesAsync(cancel);
        var words = parcel.Post with { IntendedAt = publication.IntendedAt!.Value };
        var outcome = await network.Make(channel, (connector, account, token) => connector.Publish(account, words, token), cancel);
        await network.Keep(publication.Id, outcome, (row, answer) => row.Settle(answer, time.Now(), NetworkCall.Backoff), parcel.Words.HasPoll);
        return JobOutcome.Done;
    }

    private async Task<JobOutcome> Stop(Publication publication, Action why, CancellationToken cancel)
    {
        why();
        if (publication.NeedsPerson)
            events.Publish(new PublicationNeedsPerson(publication.PostId, publication.ChannelId, publication.TroubleCode!));
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    // Every network links to the page on the own site, so that one stands first.
    private Task<bool> PageIsThere(Publication publication, CancellationToken cancel) =>
        db.Set<Publication>().AnyAsync(row => row.PostId == publication.PostId && row.Network == OwnChannels.Site && row.State == PublicationState.Sent, cancel);
}
