using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Delivery;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Fediverse;

/// <summary>One activity to one inbox.</summary>
[Job("channels.fediverse-deliver", Queue = "delivery", MaxAttempts = Backoff.Retries + 1)]
internal sealed record Deliver(Id<Outgoing> Outgoing, string Inbox) : IJob;

internal sealed class DeliverJob(PendopoDb db, DeliveryReading reading, Hosts hosts, LocalActors actors, OutboundHttp http, TimeProvider time) : IJobHandler<Deliver>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // An earlier activity about the same thing goes first; it is looked for again after this.
    private static readonly TimeSpan InOrder = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(1);

    public async Task<JobOutcome> Run(Deliver job, CancellationToken cancel)
    {
        if (WebAddress.AuthorityOf(job.Inbox) is not { } authority || await reading.Of(db, job.Outgoing, authority, cancel) is not { } delivery)
            return JobOutcome.Cancel("There is nothing to deliver any more.");
        var (outgoing, actor, host, hasEarlier) = delivery;
        if (await hosts.IsBlocked(job.Inbox, actor.CentreId, cancel))
            return JobOutcome.Cancel("The server is blocked.");
        if (host?.Breaker.IsDead == true)
            return JobOutcome.Cancel("The server has not answered for days.");
        if (host?.Breaker.Allows(time.GetUtcNow()) == false)
            return JobOutcome.Later(HostBreaker.Hold);
        if (hasEarlier && await IsOvertaking(outgoing, job.Inbox, cancel))
            return JobOutcome.Later(InOrder);
        return await Send(outgoing, actor, job, host, cancel);
    }

    private async Task<bool> IsOvertaking(Outgoing outgoing, string inbox, CancellationToken cancel)
    {
        var earlier = await db.Set<Outgoing>().Where(row => row.About == outgoing.About && row.CreatedAt < outgoing.CreatedAt).Select(row => row.Id).ToListAsync(cancel);
        var keys = earlier.Select(id => Posting.Key(id, inbox)).ToList();
        return await db.Set<Job>().AnyAsync(row => keys.Contains(row.UniqueKey!) && (row.State == JobState.Available || row.State == JobState.Retryable || row.State == JobState.Running), cancel);
    }

    private async Task<JobOutcome> Send(Outgoing outgoing, LocalActor actor, Deliver job, PeerHost? host, CancellationToken cancel)
    {
        var body = Encoding.UTF8.GetBytes(outgoing.Body);
        var scheme = host?.Scheme ?? SignatureScheme.Cavage;
        var reply = await Post(job.Inbox, body, scheme, actor, cancel);
        var outcome = DeliveryAnswer.Of(StatusOf(reply), triedBoth: false);
        if (outcome == DeliveryOutcome.OtherSignature)
        {
            var other = DeliveryAnswer.Other(scheme);
            reply = await Post(job.Inbox, body, other, actor, cancel);
            outcome = DeliveryAnswer.Of(StatusOf(reply), triedBoth: true);
            scheme = outcome == DeliveryOutcome.Delivered ? other : scheme;
        }
        return await TakeUp(outcome, reply, new(job, WebAddress.AuthorityOf(job.Inbox)!, host, scheme), cancel);
    }

    private sealed record Attempt(Deliver Job, string Authority, PeerHost? Host, SignatureScheme Scheme);

    private async Task<JobOutcome> TakeUp(DeliveryOutcome outcome, OutboundReply reply, Attempt attempt, CancellationToken cancel)
    {
        if (IsHopeless(reply))
            return JobOutcome.Cancel($"The inbox cannot be reached: {reply.Fault}.");
        if (DeliveryAnswer.CountsAgainstHost(StatusOf(reply)))
            await hosts.Failed(attempt.Authority, cancel);
        else
            await hosts.Answered(attempt.Authority, attempt.Host, attempt.Scheme, cancel);
        switch (outcome)
        {
            case DeliveryOutcome.Delivered:
                return JobOutcome.Done;
            case DeliveryOutcome.Gone:
                await RemoveFollowers(attempt.Job.Inbox, cancel);
                return JobOutcome.Cancel("The inbox is gone.");
            case DeliveryOutcome.Later:
                return JobOutcome.Again(reply.IsFault ? $"{reply.Fault}" : $"{reply.Status}", Wish(reply));
            default:
                return JobOutcome.Cancel($"The server refuses it: {reply.Status}.");
        }
    }

    private Task<OutboundReply> Post(string inbox, byte[] body, SignatureScheme scheme, LocalActor actor, CancellationToken cancel)
    {
        var type = KeyValuePair.Create("Content-Type", ActivityDocument.MediaType);
        return http.Send(OutboundRequest.Post(inbox, "fediverse.deliver", OutboundBody.Of(body, ActivityDocument.MediaType)) with
        {
            Deadline = Patience,
            MaxReplyBytes = 64 * 1024,
            // Signed when it is sent, never earlier: a signature lives minutes.
            BeforeHop = (hop, _) => ValueTask.FromResult<IReadOnlyList<KeyValuePair<string, string>>?>(
                actors.Sign(actor, key => RequestSigner.Sign(new("POST", hop.Url.AbsoluteUri, [type], body), scheme, key, time.GetUtcNow()))),
        }, cancel);
    }

    private static int? StatusOf(OutboundReply reply) => reply.Status == 0 ? null : reply.Status;

    private static bool IsHopeless(OutboundReply reply) =>
        reply.Fault is OutboundFault.BadUrl or OutboundFault.InsecureUrl or OutboundFault.RefusedAddress;

    /// <summary>How long the server asks us to wait, within reason; null leaves it to the usual curve.</summary>
    private TimeSpan? Wish(OutboundReply reply) =>
        reply.Status is 429 or 503 && reply.RetryAfter(time.GetUtcNow()) is { } wait
            ? TimeSpan.FromSeconds(Math.Min(wait.TotalSeconds + RandomNumberGenerator.GetInt32(30), LongestWish.TotalSeconds))
            : null;

    private async Task RemoveFollowers(string inbox, CancellationToken cancel)
    {
        var gone = db.Set<RemoteActor>().Where(actor => actor.Inbox == inbox || actor.SharedInbox == inbox).Select(actor => actor.Id);
        await db.Set<Follower>().AcrossCentres().Where(row => gone.Contains(row.ActorId)).ExecuteDeleteAsync(cancel);
    }
}
