using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Consents;

/// <summary>A person took a consent back: every post that shows them is taken back from every channel, and the ledger hears of each copy. Begun again
/// after a stop, it goes on where it was.</summary>
internal sealed class TakeBackWithdrawn(PendopoDb db, CentreDirectory centres, CentreScope scope, ConsentUses uses, TakeBack back, CopyReports reports, JobBoard jobs, TimeProvider time)
    : IEventHandler<ConsentWithdrawn>
{
    private const int Together = 25;

    public async Task Handle(ConsentWithdrawn happened, CancellationToken cancel)
    {
        if (happened.Kind != PostConsents.KindName)
            return;
        scope.Enter(happened.Centre);
        var centre = await centres.ById(happened.Centre, cancel) ?? throw new InvalidOperationException("A consent has no centre.");
        foreach (var some in (await uses.Items(happened.Consent, happened.Kind, cancel)).Select(item => new Id<Post>(item)).Chunk(Together))
        {
            await Take(happened.Consent, [.. some], PersonsText.Say("PublicReason", centre.Language), cancel);
            // What is asked for is on its way while the next are looked at.
            jobs.Add(new SendDue());
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    private async Task Take(Id<Consent> consent, List<Id<Post>> ids, string reason, CancellationToken cancel)
    {
        var posts = await db.Set<Post>().Where(post => ids.Contains(post.Id)).ToListAsync(cancel);
        var publications = (await db.Set<Publication>().Where(row => ids.Contains(row.PostId)).OrderBy(row => row.Id).ToListAsync(cancel)).ToLookup(row => row.PostId);
        foreach (var post in posts)
        {
            if (post.RecalledAt is null && publications[post.Id].Any(row => row.MayBeOut))
                post.Recall(reason, time.Now());
            foreach (var publication in publications[post.Id])
                back.Ask(publication, time.Now());
            await reports.Begin(consent, post, [.. publications[post.Id]], cancel);
        }
    }
}

/// <summary>Tells Safety's ledger how far the taking back of each copy is, in the caller's transaction.</summary>
internal sealed class CopyReports(RecallLedger ledger, PostConsents consents)
{
    // A post that was never planned for any channel is one copy too: it stays at the desk, marked.
    private const string Draft = "draft";

    /// <summary>Writes down every copy of a post.</summary>
    public Task Begin(Id<Consent> consent, Post post, IReadOnlyList<Publication> publications, CancellationToken cancel) =>
        ledger.Note(consent, publications.Count == 0
            ? [new(PostConsents.KindName, post.Id.Value, Draft, PersonsText.Say("AtTheDesk", System.Globalization.CultureInfo.CurrentUICulture.Name), RecallState.CalledOff, null)]
            : [.. publications.Select(Of)], cancel);

    /// <summary>Follows one copy that is being taken back; of others nothing is written.</summary>
    public Task Follow(Publication publication, CancellationToken cancel) =>
        publication.RecallAskedAt is null && publication.State != PublicationState.Recalled ? Task.CompletedTask : ledger.Follow(Of(publication), cancel);

    private RecallReport Of(Publication publication)
    {
        var (state, due) = StateOf(publication);
        return new(PostConsents.KindName, publication.PostId.Value, publication.ChannelId.ToString(), consents.NameOf(publication.Network), state, due);
    }

    private static (RecallState State, DateTimeOffset? Due) StateOf(Publication row) => row switch
    {
        { State: PublicationState.Recalled } => (RecallState.Gone, null),
        // The page and the feeds lose the words in the very transaction of the withdrawal.
        { Network: OwnChannels.Site or OwnChannels.Feeds, State: PublicationState.Sent } => (RecallState.Gone, null),
        { State: PublicationState.Sent, NeedsPerson: true } => (RecallState.ByHand, null),
        { State: PublicationState.Sent } => (RecallState.Waiting, row.RunAt),
        { State: PublicationState.Unknown, NeedsPerson: true } => (RecallState.ByHand, null),
        { State: PublicationState.Sending or PublicationState.Unknown } => (RecallState.NotCertain, row.RunAt),
        _ => (RecallState.CalledOff, null),
    };
}
