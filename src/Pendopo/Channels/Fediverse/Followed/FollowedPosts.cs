using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Followed;

/// <summary>What followed accounts write: kept for the reading page, changed and taken away there when their author does.</summary>
internal sealed class FollowedPosts(PendopoDb db, InboxReading reading, CentreScope scope, Memories memories, TimeProvider time)
{
    public Task<bool> Follows(RemoteActor signer, CancellationToken cancel) => reading.IsFollowed(db, signer.Id, cancel);

    /// <summary>Takes a post of an account that is followed.</summary>
    public async Task Take(Activity activity, Post post, RemoteActor signer, CancellationToken cancel)
    {
        if (!await IsToBeRead(post, signer, cancel))
            return;
        var known = await db.Set<FollowedPost>().FirstOrDefaultAsync(row => row.Uri == post.Id, cancel);
        if (known is not null && known.ActorId != signer.Id)
            return;
        var verdict = activity.Kind == ActivityKind.Create ? (known is null ? EditVerdict.TakeAsNew : EditVerdict.Ignore)
            : Sequence.JudgeUpdate(known is not null, known?.EditedAt, post.Published, post.Updated, time.GetUtcNow());
        if (verdict == EditVerdict.Edit)
            known!.Take(post);
        else if (verdict == EditVerdict.TakeAsNew && !await memories.Holds(Memories.Gone, post.Id, cancel))
            db.Add(FollowedPost.Of(scope.Centre, signer, post, IsPublic(post, signer), time.Now()));
        else
            return;
        await db.SaveChangesAsync(cancel);
        await Trim(signer.Id, cancel);
    }

    public Task Withdraw(string uri, RemoteActor signer, CancellationToken cancel) =>
        db.Set<FollowedPost>().Where(row => row.Uri == uri && row.ActorId == signer.Id).ExecuteDeleteAsync(cancel);

    /// <summary>Words for everybody or for followers, that begin something or go on with it; answers to others are not for us.</summary>
    private async Task<bool> IsToBeRead(Post post, RemoteActor author, CancellationToken cancel)
    {
        if (post.IsVote || post.Published is { } at && time.GetUtcNow() - at > FollowedPost.LongestAge)
            return false;
        if (new PostRelation(VisibilityOf(post, author), AuthorIsFollowedHere: true, AnswersOurs: false, AddressesOurs: false) is { IsKept: false })
            return false;
        return post.InReplyTo is not { } parent || await db.Set<FollowedPost>().AnyAsync(row => row.Uri == parent && row.ActorId == author.Id, cancel);
    }

    private static Visibility VisibilityOf(Post post, RemoteActor author)
    {
        var mentioned = post.Tags.Where(tag => tag.Kind == TagKind.Mention).Select(tag => tag.Href).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new Audience(post.To, post.Cc).Read(author.Followers, mentioned);
    }

    private static bool IsPublic(Post post, RemoteActor author) => VisibilityOf(post, author) is Visibility.Public or Visibility.Unlisted;

    private async Task Trim(Id<RemoteActor> author, CancellationToken cancel)
    {
        await Keep(db.Set<FollowedPost>().Where(row => row.ActorId == author), FollowedPost.MostOfOneAccount, cancel);
        await Keep(db.Set<FollowedPost>(), FollowedPost.MostOfOneCentre, cancel);
    }

    private async Task Keep(IQueryable<FollowedPost> rows, int most, CancellationToken cancel)
    {
        var over = await rows.OrderByDescending(row => row.PublishedAt).ThenByDescending(row => row.Id).Skip(most).Select(row => row.Id).Take(200).ToListAsync(cancel);
        if (over.Count > 0)
            await db.Set<FollowedPost>().Where(row => over.Contains(row.Id)).ExecuteDeleteAsync(cancel);
    }
}
