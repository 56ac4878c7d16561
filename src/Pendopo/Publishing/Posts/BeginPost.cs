using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Posts;

/// <summary>Begins a post as a draft.</summary>
internal sealed class BeginPost(PendopoDb db, PostLedger ledger)
{
    public const int KeyLength = 100;

    /// <param name="key">The caller's name of the request: a second request of the same person with it gets the first one's post.</param>
    public async Task<Result<Post>> Run(PostWords words, string? key, CancellationToken cancel)
    {
        var begun = await Start(words, key, cancel);
        return begun.Ok && ledger.IsNew(begun.Value) ? await Keep(begun.Value, key, cancel) : begun;
    }

    /// <summary>Adds the post to the context, where it is new (<see cref="PostLedger.IsNew"/>) until <see cref="Keep"/>; or finds the one that the key has made before.</summary>
    public async Task<Result<Post>> Start(PostWords words, string? key, CancellationToken cancel)
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
        return post;
    }

    /// <summary>Saves what was started; where a second request of the same name was quicker, its post is the answer.</summary>
    public async Task<Result<Post>> Keep(Post post, string? key, CancellationToken cancel)
    {
        var kept = await ledger.Keep(post, cancel);
        return !kept.Ok && key is not null && await Known(key, cancel) is { } known ? known : kept;
    }

    private Task<Post?> Known(string key, CancellationToken cancel)
    {
        var author = ledger.Here.Actor;
        return db.Set<Post>().FirstOrDefaultAsync(post => post.AuthorId == author && post.CreationKey == key, cancel);
    }
}
