using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Polls;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Posts;

/// <summary>Takes the words and pictures of an earlier revision again. It is an edit like any other: a new revision, and approval is needed again.</summary>
internal sealed class GoBack(PendopoDb db, PostLedger ledger, KeepPost keep, PollReader polls)
{
    /// <param name="Revision">Whose words are taken again.</param>
    /// <param name="Seen">The revision that the person compared it with: what was written since is not thrown away unread.</param>
    public sealed record Request(Id<Post> Post, int Revision, int Seen);

    public Task<Result<Post>> Run(Request request, CancellationToken cancel) => ledger.Attempt(() => Take(request, cancel), cancel);

    private async Task<Result<Post>> Take(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(request.Post, cancel) is not { } post
            || await db.Set<Revision>().AsNoTracking().FirstOrDefaultAsync(row => row.PostId == post.Id && row.Number == request.Revision, cancel) is not { } earlier)
            return Problem.NotFound;
        if (post.RecalledAt is not null)
            return ledger.Problem("AlreadyRecalled");
        if (post.Revision != request.Seen)
            return ledger.Problem("ChangedMeanwhile");
        if (post.Words.SameAs(earlier.Words))
            return ledger.Problem("NothingToGoBackTo");
        if (await polls.Breaks(post.Id, earlier.Words, cancel))
            return ledger.Problem("PollHasVotes");
        await keep.Edit(post, earlier.Words, byItself: false, cancel, DeedKind.WentBack, request.Revision.ToString(CultureInfo.InvariantCulture));
        return post;
    }
}
