using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Pictures;

/// <summary>Keeps a person's word that they looked at the pictures of the present revision: all four lines, or nothing.</summary>
internal sealed class LookAtPictures(PendopoDb db, PostLedger ledger, PictureGate gate, AuditBook audit, IStringLocalizer<PictureText> words)
{
    public async Task<Result<Post>> Run(Id<Post> id, IReadOnlyCollection<string> lines, CancellationToken cancel)
    {
        if (!ledger.Here.May("publishing.write") && ledger.Forbids("publishing.approve") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (Enum.GetNames<PictureLine>().Except(lines, StringComparer.OrdinalIgnoreCase).Any())
            return words.Problem("EveryLine", "PictureChecks");
        if (!await gate.NeedsEyes(post, cancel) || await db.Set<PictureCheck>().AnyAsync(row => row.PostId == id && row.Revision == post.Revision, cancel))
            return post;
        db.Add(PictureCheck.Of(post, ledger.Here.Actor, ledger.Now));
        audit.Note("pictures.seen", $"post:{post.Id}", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"revision {post.Revision}"));
        return await ledger.Keep(post, cancel);
    }
}
