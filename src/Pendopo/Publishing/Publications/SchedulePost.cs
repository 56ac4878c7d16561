using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Publications;

/// <summary>Chooses the channels of a post and its minute. Not yet approved, it waits for that and then goes.</summary>
internal sealed class SchedulePost(PendopoDb db, PostLedger ledger, Accounts accounts, OwnChannels own, JobBoard jobs)
{
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5), Horizon = TimeSpan.FromDays(2 * 366);

    /// <param name="Channels">The chosen channels; the own site is always among them.</param>
    /// <param name="At">The minute on the centre's clock; null for now.</param>
    public sealed record Request(Id<Post> Post, IReadOnlyCollection<Id<Channel>> Channels, DateTime? At);

    public async Task<Result<Post>> Run(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await ledger.Find(request.Post, cancel) is not { } post)
            return Problem.NotFound;
        if (post.RecalledAt is not null)
            return ledger.Problem("AlreadyRecalled");
        await own.Ensure(cancel);
        var all = await accounts.All(cancel);
        var chosen = all.Where(channel => channel.Network == OwnChannels.Site || request.Channels.Contains(channel.Id)).ToList();
        if (Refuses(request, all, chosen) is { } problem)
            return problem;
        var due = request.At is { } at ? ledger.Here.Centre.Instant(at) : ledger.Now;
        await Plan(post, chosen, due, cancel);
        ledger.Note(post, DeedKind.Scheduled, comment: request.At is null ? "" : Instants.Cut(due).ToString("O"));
        // What is due now does not wait for the next round.
        jobs.Add(new SendDue());
        return await ledger.Keep(post, cancel);
    }

    private Problem? Refuses(Request request, List<Channel> all, List<Channel> chosen)
    {
        if (request.Channels.Any(id => all.All(channel => channel.Id != id)))
            return ledger.Problem("ChannelUnknown", "Channels");
        if (chosen.FirstOrDefault(channel => channel.State == ChannelState.Off) is { } off)
            return ledger.Problem("ChannelIsOff", "Channels", off.Handle);
        if (request.At is not { } at)
            return null;
        var due = ledger.Here.Centre.Instant(at);
        if (due < ledger.Now - Slack)
            return ledger.Problem("TimeIsPast", "Date");
        return due > ledger.Now + Horizon ? ledger.Problem("TimeIsFar", "Date") : null;
    }

    private async Task Plan(Post post, List<Channel> chosen, DateTimeOffset due, CancellationToken cancel)
    {
        var planned = await ledger.Publications(post.Id, cancel);
        foreach (var channel in chosen)
        {
            var publication = planned.FirstOrDefault(row => row.ChannelId == channel.Id);
            if (publication is null)
                db.Add(publication = Publication.Of(post, channel, ledger.Now));
            publication.ScheduleAt(due, post.IsApproved);
        }
        foreach (var left in planned.Where(row => chosen.All(channel => channel.Id != row.ChannelId)))
            left.Unschedule();
    }
}

/// <summary>Takes the time away from everything of a post that is not out.</summary>
internal sealed class UnschedulePost(PostLedger ledger)
{
    public async Task<Result<Post>> Run(Id<Post> id, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        var taken = false;
        foreach (var publication in await ledger.Publications(id, cancel))
            taken |= publication.Unschedule();
        if (!taken)
            return ledger.Problem("NothingScheduled");
        ledger.Note(post, DeedKind.Unscheduled);
        return await ledger.Keep(post, cancel);
    }
}
