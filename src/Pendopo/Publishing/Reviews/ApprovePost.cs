using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Variants;

namespace Pendopo.Publishing.Reviews;

/// <summary>What happens to a post when its last approval is there: its words for every channel are approved with it, and what has a minute is scheduled.
/// Whether the approval may be given is asked before.</summary>
internal sealed class ApprovePost(PendopoDb db, PostLedger ledger, Accounts accounts, NextSteps steps, EventBoard events)
{
    public async Task Run(Post post, CancellationToken cancel)
    {
        post.Approve();
        foreach (var variant in await db.Set<Variant>().Where(variant => variant.PostId == post.Id).ToListAsync(cancel))
            variant.Approve();
        var publications = await ledger.Publications(post.Id, cancel);
        foreach (var publication in publications)
        {
            publication.GainApproval();
            var canEdit = publication.Remote is not null && accounts.Knows(publication.Network) && accounts.Connector(publication.Network).Abilities.HasFlag(ConnectorAbilities.Edit);
            if (publication.AskChange(post.Revision, canEdit, ledger.Now) && !canEdit)
                events.Publish(new PublicationNeedsPerson(post.Id, publication.ChannelId, "ChangeByHand"));
        }
        steps.Begin(publications);
    }
}
