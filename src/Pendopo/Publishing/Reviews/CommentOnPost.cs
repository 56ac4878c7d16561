using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Reviews;

/// <summary>Says something to colleagues about a post; it never leaves the desk.</summary>
internal sealed class CommentOnPost(PostLedger ledger)
{
    public async Task<Result<Post>> Run(Id<Post> id, string comment, CancellationToken cancel)
    {
        if (!ledger.Here.May("publishing.write") && ledger.Forbids("publishing.approve") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (string.IsNullOrWhiteSpace(comment))
            return ledger.Problem("CommentRequired", "Comment");
        if (comment.Length > Deed.CommentLength)
            return ledger.Problem("TooLong", "Comment", Deed.CommentLength);
        ledger.Note(post, DeedKind.Commented, comment.Trim());
        return await ledger.Keep(post, cancel);
    }
}
