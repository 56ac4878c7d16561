using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Site;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Walls;

/// <summary>A card as it may be shown at this moment.</summary>
/// <param name="Picture">The first picture of its page, or null.</param>
internal sealed record ShownCard(WallCard Card, PagePicture? Picture);

/// <summary>The posts on the walls of the centre in scope.</summary>
internal sealed class WallCards(PendopoDb db, ConsentUses consents, TimeProvider time)
{
    /// <summary>More than these nobody in a waiting room sees.</summary>
    public const int Most = 20;

    /// <summary>Writes it, or its newer revision. Done already changes nothing.</summary>
    public async Task<SendOutcome> Write(Channel channel, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        var card = await Find(post.Key, cancel);
        if (card is null)
        {
            if (await db.Set<Publication>().Where(row => row.Key == post.Key).Select(row => (Id<Post>?)row.PostId).FirstOrDefaultAsync(cancel) is not { } id)
                return new SendOutcome.RetryAt(null, "The publication is not there.");
            db.Add(card = WallCard.Of(channel, id, post.Key, time.Now()));
        }
        card.Say(post);
        // Another attempt at the same publication may have been quicker: the next look finds its card.
        return await db.TrySave(cancel) ? new SendOutcome.Sent(remote) : new SendOutcome.RetryAt(null, "");
    }

    public Task<WallCard?> Find(Guid key, CancellationToken cancel) => db.Set<WallCard>().FirstOrDefaultAsync(row => row.Key == key, cancel);

    public Task<WallCard?> Find(Id<WallCard> id, CancellationToken cancel) => db.Set<WallCard>().FirstOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>Takes it away; done already is done.</summary>
    public Task Remove(WallCard card, CancellationToken cancel) => db.Set<WallCard>().Where(row => row.Id == card.Id).ExecuteDeleteAsync(cancel);

    /// <summary>What a screen shows, the newest first.</summary>
    public Task<IReadOnlyList<ShownCard>> On(Screen screen, CancellationToken cancel)
    {
        var since = time.Now() - TimeSpan.FromDays(screen.Days);
        return Shown(db.Set<WallCard>().Where(row => row.ChannelId == screen.ChannelId && row.ShownAt >= since), cancel);
    }

    /// <summary>The card with what may be shown of it now; null when its post was taken back or its page is not there.</summary>
    public async Task<ShownCard?> Shown(Id<WallCard> id, CancellationToken cancel) => (await Shown(db.Set<WallCard>().Where(row => row.Id == id && row.RecalledAt == null), cancel)).FirstOrDefault();

    // What is taken back is gone from here at that moment, also before its own recall had its turn; and a code leads to a page that stands.
    private async Task<IReadOnlyList<ShownCard>> Shown(IQueryable<WallCard> cards, CancellationToken cancel)
    {
        var found = await cards.AsNoTracking()
            .Join(db.Set<SitePage>().AsNoTracking().Where(page => page.RecalledAt == null), card => card.PostId, page => page.Id, (card, page) => new { card, page.Pictures, page.ShowsPersons })
            .Where(row => db.Set<Post>().Any(post => post.Id == row.card.PostId && post.RecalledAt == null))
            .OrderByDescending(row => row.card.ShownAt).ThenByDescending(row => row.card.Id).Take(Most).ToListAsync(cancel);
        var shown = new List<ShownCard>();
        foreach (var row in found)
        {
            if (!row.ShowsPersons || !await consents.Stops(PostConsents.KindName, row.card.PostId.Value, cancel))
                shown.Add(new(row.card, JsonSerializer.Deserialize<List<PagePicture>>(row.Pictures)?.FirstOrDefault(picture => picture.Size == 0)));
        }
        return shown;
    }
}
