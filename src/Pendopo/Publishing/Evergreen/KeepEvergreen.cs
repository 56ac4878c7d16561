using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Evergreen;

/// <summary>Says that a post may be told again, where and how often, or that it may not any more.</summary>
internal sealed class KeepEvergreen(PendopoDb db, PostLedger ledger, IStringLocalizer<EvergreenText> words)
{
    public sealed record Request(Id<Post> Post, Id<PostingQueue>? Queue, int RestDays, DateOnly? CheckBy);

    public async Task<Result<Post>> Run(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await ledger.Find(request.Post, cancel) is not { } post)
            return Problem.NotFound;
        if (await Refuses(request, post, cancel) is { Count: > 0 } problems)
            return problems;
        var row = await db.Set<EvergreenPost>().FirstOrDefaultAsync(found => found.PostId == post.Id, cancel);
        if (row is null)
            db.Add(row = EvergreenPost.Of(post));
        row.Say(request.Queue!.Value, request.RestDays, request.CheckBy!.Value);
        return await ledger.Keep(post, cancel);
    }

    /// <summary>It is told no more. What is planned already stays, and can be taken out of the calendar.</summary>
    public async Task<Result<Post>> End(Id<Post> id, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (await db.Set<EvergreenPost>().FirstOrDefaultAsync(found => found.PostId == id, cancel) is { } row)
            db.Remove(row);
        return await ledger.Keep(post, cancel);
    }

    private async Task<List<Problem>> Refuses(Request request, Post post, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (post.FirstOutAt is null || post.RecalledAt is not null)
            problems.Add(words.Problem("NotOutYet"));
        if (request.Queue is not { } queue || !await db.Set<PostingQueue>().AnyAsync(row => row.Id == queue, cancel))
            problems.Add(words.Problem("QueueRequired", "EvergreenQueue"));
        if (request.RestDays is < EvergreenPost.LeastRest or > EvergreenPost.MostRest)
            problems.Add(words.Problem("RestWrong", "EvergreenRest", EvergreenPost.LeastRest, EvergreenPost.MostRest));
        if (request.CheckBy is not { } day || day < Clock.DateOf(ledger.Now, ledger.Here.Centre.Zone))
            problems.Add(words.Problem("CheckByRequired", "EvergreenCheckBy"));
        return problems;
    }
}
