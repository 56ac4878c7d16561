using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Blurring;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Pictures;

/// <summary>Makes parts of a post's picture unreadable for good: in every post that shows the same picture, in the library, and on the pages that are out.
/// Whatever was approved waits for approval again, for somebody approved another picture.</summary>
internal sealed class BlurPostPicture(PendopoDb db, PostLedger ledger, KeepPost keep, BlurPicture blur, AuditBook audit, IStringLocalizer<PictureText> words)
{
    public async Task<Result<Post>> Run(Id<Post> id, Id<StoredFile> file, IReadOnlyList<PictureBox> boxes, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post || post.Words.Pictures.All(picture => picture.File != file))
            return Problem.NotFound;
        var blurred = await blur.Run(file, boxes, cancel);
        if (!blurred.Ok)
            return blurred.Problems.ToList();
        foreach (var picture in blurred.Value)
        {
            await Pages(picture, cancel);
            await Posts(picture, cancel);
        }
        audit.Note("picture.blurred", $"post:{post.Id}", string.Create(CultureInfo.InvariantCulture, $"{boxes.Count} parts, {blurred.Value.Count} copies"));
        return await ledger.Keep(post, cancel);
    }

    private async Task Pages(ReplacedPicture picture, CancellationToken cancel)
    {
        foreach (var page in await db.Set<SitePage>().Where(page => page.Pictures.Contains(picture.Before)).ToListAsync(cancel))
            page.Move(picture.Before, picture.Now, ledger.Now);
    }

    private async Task Posts(ReplacedPicture picture, CancellationToken cancel)
    {
        var number = picture.File.ToString();
        foreach (var post in await db.Set<Post>().Where(post => post.Pictures.Contains(number)).ToListAsync(cancel))
            await keep.Edit(post, post.Words, byItself: false, cancel, comment: words["BlurredComment"]);
    }
}
