using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Publications;

internal enum Decision
{
    /// <summary>Try again what surely did not happen: a failed send, change or recall.</summary>
    Retry,
    /// <summary>Nobody was certain; this person saw it there.</summary>
    ItWentOut,
    /// <summary>Nobody was certain; this person saw that it is not there.</summary>
    SendAgain,
    /// <summary>This person did on the network what no program may do there.</summary>
    DidByHand,
}

/// <summary>The one button of a publication that waits for a person.</summary>
internal sealed class DecidePublication(PendopoDb db, PostLedger ledger, JobBoard jobs, EventBoard events, CopyReports copies)
{
    public const int UrlLength = 500;

    /// <param name="Url">With <see cref="Decision.ItWentOut"/>: where it stands; may be empty.</param>
    public sealed record Request(Id<Publication> Publication, Decision Decision, string? Url = null);

    public async Task<Result<Post>> Run(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        var publication = await db.Set<Publication>().FirstOrDefaultAsync(row => row.Id == request.Publication, cancel);
        if (publication is null || await ledger.Find(publication.PostId, cancel) is not { } post)
            return Problem.NotFound;
        var url = string.IsNullOrWhiteSpace(request.Url) ? null : request.Url.Trim();
        if (url is not null && !(url.Length <= UrlLength && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
            return ledger.Problem("AddressUnclear", "Url");
        if (!Take(publication, post, request.Decision, url))
            return ledger.Problem("ChangedMeanwhile");
        ledger.Note(post, DeedOf(request.Decision), channel: publication.ChannelId);
        Tell(publication, request.Decision);
        await copies.Follow(publication, cancel);
        jobs.Add(new SendDue());
        return await ledger.Keep(post, cancel);
    }

    private bool Take(Publication publication, Post post, Decision decision, string? url) => decision switch
    {
        Decision.Retry => publication.Retry(post.IsApproved, ledger.Now) || publication.TryAfterwardsAgain(ledger.Now),
        Decision.ItWentOut => publication.SayItWentOut(url, ledger.Now),
        Decision.SendAgain => publication.SendAgain(ledger.Now),
        Decision.DidByHand => publication.DoneByHand(),
        _ => false,
    };

    private void Tell(Publication publication, Decision decision)
    {
        if (decision == Decision.ItWentOut)
        {
            events.Publish(new PostSent(publication.PostId, publication.ChannelId, publication.Remote, publication.SentAt!.Value));
            if (publication.Chore != Chore.None)
                events.Publish(new PublicationNeedsPerson(publication.PostId, publication.ChannelId, publication.Chore == Chore.Recall ? "RecallByHand" : "ChangeByHand"));
        }
        else if (decision == Decision.DidByHand && publication.State == PublicationState.Recalled)
            events.Publish(new PostRecalled(publication.PostId, publication.ChannelId));
    }

    private static DeedKind DeedOf(Decision decision) => decision switch
    {
        Decision.Retry => DeedKind.Retried,
        Decision.ItWentOut => DeedKind.SaidItWentOut,
        Decision.SendAgain => DeedKind.SentAgain,
        _ => DeedKind.DidByHand,
    };
}
