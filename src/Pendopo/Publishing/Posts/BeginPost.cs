using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Posts;

/// <summary>Begins a post as a draft.</summary>
internal sealed class BeginPost(PendopoDb db, PostLedger ledger, IDialect dialect)
{
    public const int KeyLength = 100;

    /// <param name="key">The caller's name of the request: a second request of the same person with it gets the first one's post.</param>
    public async Task<Result<Post>> Run(PostWords words, string? key, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (key?.Length > KeyLength)
            return ledger.Problem("KeyTooLong", "Idempotency-Key", KeyLength);
        if (WordsCheck.ToKeep(words, ledger) is { Count: > 0 } problems)
            return problems;
        if (key is not null && await Known(key, cancel) is { } known)
            return known;
        var post = Post.Begin(ledger.Here.Centre.Id, words, ledger.Here.Actor, ledger.Now, key);
        db.Add(post);
        db.Add(Revision.Of(post));
        ledger.Note(post, DeedKind.Began);
        try
        {
            await db.SaveChangesAsync(cancel);
            return post;
        }
        catch (DbUpdateException error) when (key is not null && dialect.IsDuplicate(error))
        {
            db.ChangeTracker.Clear();
            return (await Known(key, cancel))!;
        }
    }

    private Task<Post?> Known(string key, CancellationToken cancel)
    {
        var author = ledger.Here.Actor;
        return db.Set<Post>().FirstOrDefaultAsync(post => post.AuthorId == author && post.CreationKey == key, cancel);
    }
}
