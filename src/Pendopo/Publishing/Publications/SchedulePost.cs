using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Versions;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Publications;

/// <summary>Chooses the channels of a post and its minute. Not yet approved, it waits for that and then goes.</summary>
internal sealed class SchedulePost(PendopoDb db, PostLedger ledger, Accounts accounts, OwnChannels own, NextSteps steps, PersonsCheck persons, VersionReader versions)
{
    /// <param name="Channels">The chosen channels; the own site is always among them.</param>
    /// <param name="At">The minute on the centre's clock; null for now.</param>
    public sealed record Request(Id<Post> Post, IReadOnlyCollection<Id<Channel>> Channels, DateTime? At);

    public async Task<Result<Post>> Run(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await ledger.Find(request.Post, cancel) is not { } post)
            return Problem.NotFound;
        var planned = await Plan(post, request, cancel);
        return planned.Ok ? await ledger.Keep(post, cancel) : planned;
    }

    /// <summary>Plans it within the caller's act, who saves.</summary>
    public async Task<Result<Post>> Plan(Post post, Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (post.RecalledAt is not null)
            return ledger.Problem("AlreadyRecalled");
        if (post.IsApproved && Placeholders.Open(post.Words) is [var open, ..])
            return ledger.Problem("VariableLeft", null, open);
        await own.Ensure(cancel);
        var all = (await accounts.All(cancel)).Where(channel => accounts.Publishes(channel.Network)).ToList();
        var chosen = all.Where(channel => channel.Network == OwnChannels.Site || request.Channels.Contains(channel.Id)).ToList();
        if (Refuses(request, all, chosen) is { } problem)
            return problem;
        var due = request.At is { } at ? ledger.Here.Centre.Instant(at) : ledger.Now;
        if (!ledger.IsNew(post))
            chosen = [.. await versions.Meant(post, chosen, cancel)];
        if (await persons.Refuses(post, chosen.Select(channel => channel.Network), due, cancel) is { } unwilling)
            return unwilling with { Field = "Channels" };
        var planned = await Plan(post, chosen, due, cancel);
        ledger.Note(post, DeedKind.Scheduled, comment: request.At is null ? "" : Instants.Cut(due).ToString("O"));
        steps.Begin(planned);
        return post;
    }

    private Problem? Refuses(Request request, List<Channel> all, List<Channel> chosen)
    {
        if (request.Channels.Any(id => all.All(channel => channel.Id != id)))
            return ledger.Problem("ChannelUnknown", "Channels");
        if (chosen.FirstOrDefault(channel => channel.State == ChannelState.Off) is { } off)
            return ledger.Problem("ChannelIsOff", "Channels", off.Handle);
        return request.At is { } at ? DueTimes.Refuses(ledger, at) : null;
    }

    private async Task<List<Publication>> Plan(Post post, List<Channel> chosen, DateTimeOffset due, CancellationToken cancel)
    {
        var planned = await ledger.Publications(post, cancel);
        foreach (var channel in chosen)
        {
            var publication = planned.FirstOrDefault(row => row.ChannelId == channel.Id && row.Telling is null);
            if (publication is null)
            {
                db.Add(publication = Publication.Of(post, channel, ledger.Now));
                planned.Add(publication);
            }
            publication.ScheduleAt(due, post.IsApproved);
        }
        foreach (var left in planned.Where(row => row.Telling is null && chosen.All(channel => channel.Id != row.ChannelId)))
            left.Unschedule();
        return planned;
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
