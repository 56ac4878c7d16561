using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Public;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Search;
using Pendopo.Publishing.Videos;

namespace Pendopo.Publishing.Site;

/// <summary>Writes the pages of the own site.</summary>
internal sealed class SitePages(PendopoDb db, Outgoing outgoing, VideoReader videos, PageIndex index, TopicShelf topics, Safety.Contracts.ConsentUses uses, SendingReading reading, TimeProvider time)
{
    // Parameters of one statement: short lists are planned better on both databases.
    private const int Together = 200;

    /// <summary>The post that a publication belongs to, by its lasting key.</summary>
    public async Task<Id<Post>?> PostOf(Guid key, CancellationToken cancel) =>
        (await db.Set<Publication>().AsNoTracking().FirstOrDefaultAsync(row => row.Key == key, cancel))?.PostId;

    /// <summary>Writes or rewrites the page of a post from one approved revision.</summary>
    public async Task Write(OutgoingPost sent, CancellationToken cancel)
    {
        var (post, kept, version) = await reading.Source(db, sent.Key, sent.Revision, cancel) ?? throw new InvalidOperationException("A page is asked for that no publication stands behind.");
        var words = await Words(post, kept, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var page = await reading.Page(db, post.Id, cancel);
        if (page is null)
            db.Add(page = SitePage.Of(post, sent.IntendedAt));
        if (version is not null)
            page.Join(version.GroupId, version.Easy);
        var before = PicturesOf(page);
        page.Show(words, time.Now());
        page.Persons((await uses.Of(PostConsents.KindName, post.Id.Value, cancel)).Count > 0);
        var now = PicturesOf(page).Select(picture => picture.File).ToHashSet();
        await Hide([.. before.Where(picture => !now.Contains(picture.File))], cancel);
        await db.SaveChangesAsync(cancel);
        await index.Put(page, cancel);
        await transaction.CommitAsync(cancel);
        topics.Forget(page.CentreId);
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
        topics.Forget(page.CentreId);
    }

    /// <summary>Takes words, title and pictures of these posts off the site in the caller's transaction: pages, lists, topics, search and feeds show them no more.
    /// By statements, so that hundreds are gone in one moment; the durable recall of each follows.</summary>
    public async Task HideAtOnce(IReadOnlyCollection<Guid> items, CancellationToken cancel)
    {
        foreach (var some in items.Select(item => new Id<Post>(item)).Chunk(Together))
        {
            var pages = await db.Set<SitePage>().AsNoTracking().Where(page => some.Contains(page.Id) && page.RecalledAt == null).ToListAsync(cancel);
            if (pages.Count == 0)
                continue;
            var (ids, now) = (pages.Select(page => page.Id).ToList(), time.Now());
            foreach (var language in pages.Select(page => page.Language).Distinct())
            {
                var (title, reason) = (PersonsText.Say("HiddenTitle", language), PersonsText.Say("PublicReason", language));
                await db.Set<SitePage>().Where(page => ids.Contains(page.Id) && page.Language == language).ExecuteUpdateAsync(set => set
                    .SetProperty(page => page.RecalledAt, now).SetProperty(page => page.ChangedAt, now).SetProperty(page => page.RecallReason, reason)
                    .SetProperty(page => page.Title, title).SetProperty(page => page.Html, "").SetProperty(page => page.Summary, "").SetProperty(page => page.Sources, "")
                    .SetProperty(page => page.Pictures, "[]").SetProperty(page => page.Details, (string?)null).SetProperty(page => page.Version, page => page.Version + 1), cancel);
            }
            var files = pages.SelectMany(PicturesOf).Select(picture => picture.File).ToList();
            await db.Set<StoredFile>().Where(file => files.Contains(file.Id)).ExecuteUpdateAsync(set => set
                .SetProperty(file => file.Audience, FileAudience.Staff).SetProperty(file => file.Version, file => file.Version + 1), cancel);
            foreach (var page in pages)
            {
                await index.Drop(page, cancel);
                topics.Forget(page.CentreId);
            }
        }
    }

    private static List<PagePicture> PicturesOf(SitePage page) => JsonSerializer.Deserialize<List<PagePicture>>(page.Pictures) ?? [];

    private async Task Hide(List<PagePicture> pictures, CancellationToken cancel)
    {
        if (pictures.Count == 0)
            return;
        var ids = pictures.Select(picture => picture.File).ToList();
        foreach (var file in await db.Set<StoredFile>().Where(row => ids.Contains(row.Id)).ToListAsync(cancel))
            file.Hide();
    }

    private async Task<PageWords> Words(Post post, Revision kept, CancellationToken cancel)
    {
        var pictures = (await outgoing.Pictures(kept.Words, cancel))
            .Select(pair => new PagePicture(pair.File.Id, pair.File.Name, pair.File.Width, pair.File.Height, pair.File.Mime, pair.Picture.Alt));
        if (await videos.Of(kept.Words, cancel) is { } film)
            pictures = pictures.Concat(film.OnPage(kept.Title));
        var approved = await reading.Approved(db, post.Id, kept.Number, cancel);
        var reviewer = approved is null ? "" : approved.Title.Length > 0 ? $"{approved.Name}, {approved.Title}" : approved.Name;
        var words = await outgoing.WordsOn(OwnChannels.Site, kept.Words, cancel);
        return new(words, kept.Number, ArticleMarkup.Html(words.Text), JsonSerializer.Serialize(pictures), reviewer, approved?.DoneAt);
    }
}
