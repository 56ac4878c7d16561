using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Posts;

/// <summary>Adds pictures to a post and takes them out again; both are edits of its words.</summary>
internal sealed class PostPictures(PostLedger ledger, KeepPost keep, TakeFile take)
{
    public async Task<Result<Post>> Add(Id<Post> id, Stream content, string alt, CancellationToken cancel)
    {
        if (await Open(id, cancel) is { Ok: false } refused)
            return refused;
        var post = (await ledger.Find(id, cancel))!;
        if (post.Words.Pictures.Count >= PostWords.MostPictures)
            return ledger.Problem("TooManyPictures", "Picture", PostWords.MostPictures);
        var taken = await take.Run(post.CentreId, ledger.Here.Actor, content, alt, cancel);
        if (!taken.Ok)
            return taken.Problems.Select(problem => problem with { Field = "Picture" }).ToList();
        var words = post.Words;
        await keep.Edit(post, words with { Pictures = [.. words.Pictures, new(taken.Value.Id, alt)] }, byItself: false, cancel);
        return await ledger.Keep(post, cancel);
    }

    public async Task<Result<Post>> Remove(Id<Post> id, Id<StoredFile> file, CancellationToken cancel)
    {
        if (await Open(id, cancel) is { Ok: false } refused)
            return refused;
        var post = (await ledger.Find(id, cancel))!;
        var words = post.Words;
        await keep.Edit(post, words with { Pictures = [.. words.Pictures.Where(picture => picture.File != file)] }, byItself: false, cancel);
        return await ledger.Keep(post, cancel);
    }

    private async Task<Result<Post>> Open(Id<Post> id, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        return post.RecalledAt is null ? post : ledger.Problem("AlreadyRecalled");
    }
}
