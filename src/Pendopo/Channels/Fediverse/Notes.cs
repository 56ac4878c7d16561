using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>Replies and mentions: handed on to the inbox, changed and taken back there when their author does.</summary>
internal sealed class Notes(PendopoDb db, InboxReading reading, CentreScope scope, NoteContext context, Memories memories, EventBoard events, TimeProvider time)
{
    public async Task<JobOutcome> Take(Activity activity, Post post, RemoteActor signer, CancellationToken cancel)
    {
        if (await context.Channel(cancel) is not { } channel)
            return JobOutcome.Cancel("The channel is gone.");
        var known = await reading.Known(db, post.Id, cancel);
        if (known is not null && (known.ActorId != signer.Id || known.WithdrawnAt is not null))
            return JobOutcome.Done;
        if (activity.Kind == ActivityKind.Create)
            return known is null ? await New(channel, post, signer, cancel) : JobOutcome.Done;
        return Sequence.JudgeUpdate(known is not null, known?.EditedAt, post.Published, post.Updated, time.GetUtcNow()) switch
        {
            EditVerdict.TakeAsNew => await New(channel, post, signer, cancel),
            EditVerdict.Edit => await Change(channel, known!, post, signer, cancel),
            _ => JobOutcome.Done,
        };
    }

    public async Task<JobOutcome> Withdraw(string uri, RemoteActor signer, CancellationToken cancel)
    {
        if (await db.Set<ReceivedPost>().FirstOrDefaultAsync(row => row.Uri == uri, cancel) is { } known)
        {
            if (known.ActorId != signer.Id || known.WithdrawnAt is not null || await context.Channel(cancel) is not { } channel)
                return JobOutcome.Done;
            known.WithdrawnAt = time.Now();
            events.Publish(new MessageWithdrawn(channel.Id, uri));
        }
        else
        {
            await memories.Keep(Memories.Gone, uri, Sequence.EarlyRemoval, cancel);
        }
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    private async Task<JobOutcome> New(Channel channel, Post post, RemoteActor signer, CancellationToken cancel)
    {
        if (await memories.Holds(Memories.Gone, post.Id, cancel) || await context.Place(post, signer, cancel) is not { } place)
            return JobOutcome.Done;
        db.Add(ReceivedPost.Of(scope.Centre, signer, new(post.Id, Short(post.InReplyTo), place.Root?.Id, place.IsPublic, post.Updated), time.Now()));
        if (Border.Of(IncomingNote.Of(post, signer, place, time.Now()), time.Now()) is { } message)
            events.Publish(new MessageHeard(channel.Id, message));
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    private async Task<JobOutcome> Change(Channel channel, ReceivedPost known, Post post, RemoteActor signer, CancellationToken cancel)
    {
        // Who may see it was settled when it came: an edit does not widen it.
        var place = new NotePlace(known.IsPublic, known.InReplyTo is not null, known.Root is null ? null : new RemoteRef(known.Root, null));
        known.EditedAt = post.Updated;
        // A server that does not say when: now, for it comes now.
        if (Border.Of(IncomingNote.Of(post, signer, place, time.Now()) with { EditedAt = post.Updated ?? time.Now() }, time.Now()) is { } message)
            events.Publish(new MessageChanged(channel.Id, message));
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    private static string? Short(string? address) => address?.Length <= RemoteActor.MaxAddress ? address : null;
}
