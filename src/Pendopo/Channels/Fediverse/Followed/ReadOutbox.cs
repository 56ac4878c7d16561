using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Fediverse.Followed;

/// <summary>Reads once what an account wrote before its yes, so that its page does not begin empty.</summary>
[Job("channels.fediverse-outbox", MaxAttempts = 4)]
internal sealed record ReadOutbox(Id<RemoteActor> Actor) : IJob;

/// <summary>Three requests (<see cref="FetchAllowance"/>): the account, its outbox, the first page of it. Taken is only what its own server shows there
/// whole, as the account's own: nothing of others is fetched for it.</summary>
internal sealed class ReadOutboxJob(PendopoDb db, Following following, Fetching fetching, FollowedPosts posts) : IJobHandler<ReadOutbox>
{
    // As many as a reading page shows at once.
    private const int Newest = 20;

    public async Task<JobOutcome> Run(ReadOutbox job, CancellationToken cancel)
    {
        if (await following.Find(job.Actor, cancel) is not { State: FollowState.Accepted })
            return JobOutcome.Cancel("It is not followed any more.");
        var author = await db.Set<RemoteActor>().FirstAsync(row => row.Id == job.Actor, cancel);
        var page = await Page(author, cancel);
        if (page.Fault is { } fault)
            return fault == FetchFault.Later ? JobOutcome.Again("The outbox could not be read.") : JobOutcome.Cancel("There is no outbox to read.");
        // The oldest first: a thread begins before it goes on.
        foreach (var item in Items(page.Root).Take(Newest).Reverse())
            await Take(item, author, cancel);
        return JobOutcome.Done;
    }

    private async Task<Fetched> Page(RemoteActor author, CancellationToken cancel)
    {
        var account = await fetching.Get(author.Uri, cancel);
        if (account.Fault is not null)
            return account;
        if (Actor.Read(account.Root).Value is not { Outbox: { } address } actor || actor.Id != author.Uri)
            return Fetched.No(FetchFault.Gone);
        var outbox = await fetching.Get(address, cancel);
        if (outbox.Fault is not null || Items(outbox.Root).Any())
            return outbox;
        return Collections.Read(outbox.Root).Value is { First: { } first } ? await fetching.Get(first, cancel) : Fetched.No(FetchFault.Gone);
    }

    private static IEnumerable<JsonElement> Items(JsonElement root) =>
        (root.TryGetProperty("orderedItems", out var items) || root.TryGetProperty("items", out items)) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    private async Task Take(JsonElement item, RemoteActor author, CancellationToken cancel)
    {
        if (Activity.Read(item).Value is not { Kind: ActivityKind.Create, Object.IsEmbedded: true } said || said.Actor != author.Uri)
            return;
        if (PostReader.Read(said.Object.Embedded).Value is { } post && post.AttributedTo == author.Uri && WebAddress.SameHost(post.Id, author.Uri))
            await posts.Take(said, post, author, cancel);
    }
}
