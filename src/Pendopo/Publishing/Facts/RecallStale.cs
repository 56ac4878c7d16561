using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Facts;

/// <summary>Takes back from everywhere, at once, the posts whose health facts are past their date.</summary>
internal sealed class RecallStale(PendopoDb db, PostLedger ledger, RecallPost recall)
{
    /// <param name="posts">Those that were shown and ticked; none that is not past its date is touched.</param>
    /// <param name="reason">In words for the public.</param>
    /// <param name="sure">Whether the list was looked through.</param>
    /// <returns>How many are being taken back.</returns>
    public async Task<Result<int>> Run(IReadOnlyCollection<Id<Post>> posts, string reason, bool sure, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.recall") is { } forbidden)
            return forbidden;
        if (posts.Count == 0)
            return ledger.Problem("StaleNoneChosen", "Posts");
        if (string.IsNullOrWhiteSpace(reason))
            return ledger.Problem("ReasonRequired", "Reason");
        if (reason.Length > RecallPost.ReasonLength)
            return ledger.Problem("TooLong", "Reason", RecallPost.ReasonLength);
        if (!sure)
            return ledger.Problem("StaleNotSure", "Sure");
        var today = Clock.DateOf(ledger.Now, ledger.Here.Centre.Zone);
        var past = await db.Set<FactDate>().AsNoTracking().Where(fact => fact.ReviewBy < today && posts.Contains(fact.PostId))
            .Join(db.Set<Post>().Where(post => post.RecalledAt == null && post.FirstOutAt != null), fact => fact.PostId, post => post.Id, (_, post) => post.Id).OrderBy(id => id).ToListAsync(cancel);
        if (past.Count < posts.Distinct().Count())
            return ledger.Problem("StaleChanged", "Posts");
        foreach (var post in past)
        {
            if (await recall.Run(post, reason, cancel) is { Ok: false } refused)
                return refused.Problems.ToList();
        }
        return past.Count;
    }
}
