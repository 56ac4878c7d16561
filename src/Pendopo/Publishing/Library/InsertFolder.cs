using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Localization;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Library;

/// <summary>Puts all pictures of a folder into a post, in the order of their names: the pages of a leaflet, an album.</summary>
internal sealed class InsertFolder(PendopoDb db, PostLedger ledger, InsertItem insert, IStringLocalizer<LibraryText> words)
{
    public Task<List<LibraryItem>> Pictures(string folder, CancellationToken cancel) => db.Set<LibraryItem>().AsNoTracking()
        .Where(item => item.Folder == folder && item.FileId != null && (item.Kind == LibraryKind.Picture || item.Kind == LibraryKind.Logo)).OrderBy(item => item.Name).ThenBy(item => item.Id).ToListAsync(cancel);

    public async Task<Result<Post>> Run(Id<Post> id, string folder, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        var pictures = await Pictures(folder, cancel);
        if (pictures.Count == 0)
            return words.Problem("FolderEmpty");
        var room = PostWords.MostPictures - post.Words.Pictures.Count;
        return pictures.Count > room ? words.Problem("FolderTooLarge", null, pictures.Count, room) : await insert.Pictures(post, pictures, cancel);
    }
}
