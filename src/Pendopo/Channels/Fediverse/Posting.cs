using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Delivery;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse;

/// <summary>Sends activities: one body, one job an inbox, all in the caller's transaction.</summary>
internal sealed class Posting(PendopoDb db, JobBoard jobs, Addresses addresses, TimeProvider time)
{
    /// <summary>Adds the activity and its deliveries to the context.</summary>
    /// <param name="actor">Who speaks.</param>
    /// <param name="activity">What is said.</param>
    /// <param name="about">What it is about: later activities about the same wait for this one at each inbox.</param>
    /// <param name="targets">For whom.</param>
    /// <param name="personally">Whether it goes to personal inboxes only.</param>
    /// <param name="place">Its place among what is said about the same in one breath: each inbox gets them in this order.</param>
    public void Send(LocalActor actor, JsonObject activity, string about, IEnumerable<DeliveryTarget> targets, bool personally, int place = 0)
    {
        var inboxes = DeliveryPlan.Inboxes(targets, personally, addresses.Authority);
        if (inboxes.Count == 0)
            return;
        var outgoing = Outgoing.Of(actor.Id, about, Encoding.UTF8.GetString(ActivityWriter.Bytes(activity)), time.Now().AddMicroseconds(place));
        db.Add(outgoing);
        foreach (var inbox in inboxes)
            jobs.Add(new Deliver(outgoing.Id, inbox), uniqueKey: Key(outgoing.Id, inbox));
    }

    /// <summary>Everybody who follows the centre in scope.</summary>
    public async Task<List<DeliveryTarget>> Followers(CancellationToken cancel)
    {
        var rows = await db.Set<Follower>()
            .Join(db.Set<RemoteActor>().Where(actor => actor.GoneAt == null), follower => follower.ActorId, actor => actor.Id, (_, actor) => new { actor.Uri, actor.Inbox, actor.SharedInbox })
            .ToListAsync(cancel);
        return [.. rows.Select(row => new DeliveryTarget(row.Uri, row.Inbox, row.SharedInbox))];
    }

    /// <summary>Everybody a post has reached beyond the followers: who liked it, shared it or answered it.</summary>
    public async Task<List<DeliveryTarget>> Reached(FediversePost post, CancellationToken cancel)
    {
        var reacted = db.Set<Reaction>().Where(row => row.PostId == post.Id).Select(row => row.ActorId);
        var answered = db.Set<ReceivedPost>().Where(row => row.InReplyTo == post.Uri).Select(row => row.ActorId);
        var rows = await db.Set<RemoteActor>().Where(actor => actor.GoneAt == null && (reacted.Contains(actor.Id) || answered.Contains(actor.Id)))
            .Select(actor => new { actor.Uri, actor.Inbox, actor.SharedInbox }).ToListAsync(cancel);
        return [.. rows.Select(row => new DeliveryTarget(row.Uri, row.Inbox, row.SharedInbox))];
    }

    /// <summary>The name under which one delivery exists once.</summary>
    public static string Key(Id<Outgoing> outgoing, string inbox) =>
        $"fediverse:{outgoing}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inbox)))}";
}
