using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Team;

namespace Pendopo.Publishing.Reviews;

/// <summary>Says something to colleagues about a post; it never leaves the desk.</summary>
internal sealed class CommentOnPost(PostLedger ledger, Mentions mentions)
{
    /// <param name="tell">Colleagues whom the comment is for, besides those it names.</param>
    public async Task<Result<Post>> Run(Id<Post> id, string comment, IReadOnlyCollection<Id<Person>> tell, CancellationToken cancel)
    {
        if (!ledger.Here.May("publishing.write") && ledger.Forbids("publishing.approve") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (string.IsNullOrWhiteSpace(comment))
            return ledger.Problem("CommentRequired", "Comment");
        if (comment.Length > Deed.CommentLength)
            return ledger.Problem("TooLong", "Comment", Deed.CommentLength);
        await mentions.Note(ledger.Note(post, DeedKind.Commented, comment.Trim()), tell, cancel);
        return await ledger.Keep(post, cancel);
    }
}
