using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Posts;

/// <summary>Begins a post, hands it to the reviewers and plans it, all of it or nothing and in one write: what a program otherwise asks for in three steps.
/// It goes out when another person approved it, as always.</summary>
internal sealed class HandInPost(PendopoDb db, PostLedger ledger, BeginPost begin, SubmitPost submit, SchedulePost schedule)
{
    /// <param name="Key">The caller's name of the request, or null.</param>
    /// <param name="Channels">Where it goes besides the own site; null when it is not planned yet.</param>
    public sealed record Request(PostWords Words, string? Key, IReadOnlyList<Id<Channel>>? Channels);

    public async Task<Result<Post>> Run(Request request, CancellationToken cancel)
    {
        var begun = await begin.Start(request.Words, request.Key, cancel);
        // Asked for again: it was handed in then.
        if (!begun.Ok || !ledger.IsNew(begun.Value))
            return begun;
        var handed = await submit.Hand(begun.Value, "", cancel);
        if (handed.Ok && request.Channels is { } channels)
            handed = await schedule.Plan(begun.Value, new(begun.Value.Id, channels, null), cancel);
        if (handed.Ok)
            return await begin.Keep(handed.Value, request.Key, cancel);
        // What is refused is not left for another save of this request.
        db.ChangeTracker.Clear();
        return handed;
    }
}
