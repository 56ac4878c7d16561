using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Search;

namespace Pendopo.Publishing.Site;

/// <summary>Writes the pages of the own site.</summary>
internal sealed class SitePages(PendopoDb db, Outgoing outgoing, PageIndex index, TimeProvider time)
{
    /// <summary>The post that a publication belongs to, by its lasting key.</summary>
    public async Task<Id<Post>?> PostOf(Guid key, CancellationToken cancel) =>
        (await db.Set<Publication>().AsNoTracking().FirstOrDefaultAsync(row => row.Key == key, cancel))?.PostId;

    /// <summary>Writes or rewrites the page of a post from one approved revision.</summary>
    public async Task Write(OutgoingPost sent, CancellationToken cancel)
    {
        var id = await PostOf(sent.Key, cancel) ?? throw new InvalidOperationException("A page is asked for that no publication stands behind.");
        var post = await db.Set<Post>().AsNoTracking().FirstAsync(row => row.Id == id, cancel);
        var kept = await db.Set<Revision>().AsNoTracking().FirstAsync(row => row.PostId == post.Id && row.Number == sent.Revision, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var page = await db.Set<SitePage>().FirstOrDefaultAsync(row => row.Id == post.Id, cancel);
        if (page is null)
            db.Add(page = SitePage.Of(post, sent.IntendedAt));
        var before = PicturesOf(page);
        page.Show(await Words(post, kept, cancel), time.Now());
        var now = PicturesOf(page).Select(picture => picture.File).ToHashSet();
        await Hide([.. before.Where(picture => !now.Contains(picture.File))], cancel);
        await db.SaveChangesAsync(cancel);
        await index.Put(page, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Takes the words of a page away; the address stays and says that it was recalled.</summary>
    public async Task Recall(string slug, CancellationToken cancel)
    {
        if (await db.Set<SitePage>().FirstOrDefaultAsync(row => row.Slug == slug, cancel) is not { } page)
            return;
        var post = await db.Set<Post>().AsNoTracking().FirstAsync(row => row.Id == page.Id, cancel);
        var pictures = PicturesOf(page);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        page.Recall(post.RecallReason ?? "", time.Now());
        await Hide(pictures, cancel);
        await db.SaveChangesAsync(cancel);
        await index.Drop(page, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static List<PagePicture> PicturesOf(SitePage page) => JsonSerializer.Deserialize<List<PagePicture>>(page.Pictures) ?? [];

    private async Task Hide(List<PagePicture> pictures, CancellationToken cancel)
    {
        var ids = pictures.Select(picture => picture.File).ToList();
        foreach (var file in await db.Set<StoredFile>().Where(row => ids.Contains(row.Id)).ToListAsync(cancel))
            file.Hide();
    }

    private async Task<PageWords> Words(Post post, Revision kept, CancellationToken cancel)
    {
        var pictures = (await outgoing.Pictures(kept.Words, cancel))
            .Select(pair => new PagePicture(pair.File.Id, pair.File.Name, pair.File.Width, pair.File.Height, pair.File.Mime, pair.Picture.Alt));
        var approved = await db.Set<Deed>().AsNoTracking()
            .Where(deed => deed.PostId == post.Id && deed.Revision == kept.Number && deed.Kind == DeedKind.Approved)
            .OrderByDescending(deed => deed.Id)
            .Join(db.Set<Person>().AsNoTracking(), deed => deed.PersonId, person => person.Id, (deed, person) => new { deed.DoneAt, person.Name, person.Title })
            .FirstOrDefaultAsync(cancel);
        var reviewer = approved is null ? "" : approved.Title.Length > 0 ? $"{approved.Name}, {approved.Title}" : approved.Name;
        return new(kept.Words, kept.Number, ArticleMarkup.Html(kept.Text), JsonSerializer.Serialize(pictures), reviewer, approved?.DoneAt);
    }
}
