using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Site;
using Pendopo.Publishing.Videos;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Versions;

/// <summary>Begins a version of a post in another language or in easier words: a draft with the words, pictures and video of the first, to be written anew.</summary>
internal sealed class BeginVersion(PendopoDb db, PostLedger ledger, PostPictures pictures, PostVideos videos, IBlobStore blobs, ConsentUses uses)
{
    public sealed record Request(Id<Post> Post, string Language, bool Easy);

    public async Task<Result<Post>> Run(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(request.Post, cancel) is not { } first)
            return Problem.NotFound;
        if (!PostLanguages.Knows(request.Language))
            return ledger.Problem("LanguageUnknown", "Language");
        var mine = await db.Set<PostVersion>().FirstOrDefaultAsync(row => row.PostId == first.Id, cancel);
        var group = mine?.GroupId ?? first.Id.Value;
        var there = await (from version in db.Set<PostVersion>()
                           where version.GroupId == @group
                           join other in db.Set<Post>() on version.PostId equals other.Id
                           select new { other.Language, version.Easy }).ToListAsync(cancel);
        if (there.Concat(mine is null ? [new { first.Language, Easy = false }] : []).Any(version => version.Language == request.Language && version.Easy == request.Easy))
            return ledger.Problem("VersionIsThere", "Language");
        var made = Post.Begin(first.CentreId, first.Words with { Language = request.Language, Pictures = [], Details = first.Words.Details with { Video = null } }, ledger.Here.Actor, ledger.Now);
        db.Add(made);
        db.Add(Revision.Of(made));
        ledger.Note(made, DeedKind.Began);
        if (mine is null)
            db.Add(PostVersion.Of(first, group, easy: false));
        db.Add(PostVersion.Of(made, group, request.Easy));
        if (await db.Set<SitePage>().FirstOrDefaultAsync(page => page.Id == first.Id, cancel) is { } page)
            page.Join(group, mine?.Easy == true);
        // The same story in another language is the same person's.
        await uses.Copy(made.CentreId, (PostConsents.KindName, first.Id.Value), (PostConsents.KindName, made.Id.Value), cancel);
        var kept = await ledger.Keep(made, cancel);
        if (!kept.Ok)
            return kept;
        await CopyPictures(first, made, cancel);
        // One that is not ready yet is brought to the version later; all else of it stands.
        return first.Words.Details.Video is { } video && await videos.PutCopy(made.Id, video, consents: true, cancel) is { Ok: true } copied ? copied : kept;
    }

    // Copies of its own: what one version does with its pictures when it is recalled concerns no other.
    private async Task CopyPictures(Post first, Post made, CancellationToken cancel)
    {
        var files = first.Words.Pictures.Select(picture => picture.File).ToList();
        var kept = await db.Set<StoredFile>().AsNoTracking().Where(file => files.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancel);
        foreach (var picture in first.Words.Pictures)
        {
            await using var content = kept.TryGetValue(picture.File, out var from) ? blobs.Open(new BlobName(from.Name)) : null;
            if (content is not null)
                await pictures.AddCopy(made.Id, content, picture.Alt, from!, [], cancel);
        }
    }
}
