using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Links;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Guests;

/// <summary>A text that a guest may put on a network as it stands.</summary>
/// <param name="Graphemes">Characters as people count them.</param>
/// <param name="Most">As many as the network takes.</param>
internal sealed record KitText(string Network, string Text, int Graphemes, int Most);

/// <summary>What a guest shares of a post: their own short link and a text for each network.</summary>
internal sealed record ShareKit(string Address, long Clicks, IReadOnlyList<KitText> Texts);

/// <summary>Makes and reads share kits. Each guest has a short link of their own for each post: what it brings is counted, nothing is kept of who followed it.</summary>
internal sealed class ShareKits(PendopoDb db, Here here, GuestVisit visit, SiteAddress site, AuditBook audit, TimeProvider time, IStringLocalizer<GuestText> words)
{
    // The bounds of the networks' own documentation, in the order in which people here use them: WhatsApp Cloud API and Telegram Bot API (text),
    // Instagram Graph API (caption), Facebook (the longest that Pages take), X, Mastodon's default, app.bsky.feed.post.
    private static readonly (string Network, int Most)[] Networks =
        [("whatsapp", 4096), ("instagram", 2200), ("facebook", 63_206), ("x", 280), ("telegram", 4096), ("fediverse", 500), ("bluesky", 300)];

    /// <summary>Makes the guest's link to a post that is out.</summary>
    public async Task<Result<Done>> Make(string secret, Id<Post> id, CancellationToken cancel)
    {
        if (await visit.Follow(secret, cancel) is not { } guest || await visit.Post(guest, id, cancel) is not { } post)
            return Problem.NotFound;
        if (!guest.IsNamed)
            return words.Problem("SayWhoFirst");
        if (!IsOut(post))
            return words.Problem("NotOutYet");
        var known = await db.Set<GuestLink>().FirstOrDefaultAsync(row => row.GuestId == guest.Id && row.PostId == id, cancel);
        if (known is not null && await db.Set<ShortLink>().AnyAsync(link => link.Id == known.LinkId, cancel))
            return default(Done);
        var made = ShortLink.Of(here.Centre.Id, KeptText.Of($"{guest.Shown}: {post.Title}", ShortLink.NameLength), site.Post(here.Centre, post.Slug!), time.Now());
        db.Add(made);
        // The desk may have ended the link: the guest gets a new one.
        if (known is not null)
            known.Lead(made);
        else
            db.Add(GuestLink.Of(guest, id, made));
        audit.Note("guest.kit", $"guest:{guest.Id}", $"post:{id}");
        return await db.TrySave(cancel) ? default(Done) : words.Problem("TryAgain");
    }

    /// <summary>The kit of a guest for a post; null before it was made, or while the post is not out.</summary>
    public async Task<ShareKit?> Of(Guest guest, Post post, CancellationToken cancel)
    {
        if (!IsOut(post) || await db.Set<ShortLink>().AsNoTracking().FirstOrDefaultAsync(link => db.Set<GuestLink>().Any(row => row.GuestId == guest.Id && row.PostId == post.Id && row.LinkId == link.Id), cancel) is not { } own)
            return null;
        var address = $"{site.Root}/s/{own.Code}";
        var clicks = await db.Set<LinkClicks>().Where(row => row.LinkId == own.Id).SumAsync(row => (long)row.Clicks, cancel);
        var said = Disclosed(guest, post.Words);
        return new(address, clicks, [.. Networks.Select(network => Text(network.Network, network.Most, said, address))]);
    }

    public static bool IsOut(Post post) => post is { FirstOutAt: not null, RecalledAt: null, Slug: not null };

    // From the guest's mouth the partner is the centre; that a program helped stays said.
    private PostWords Disclosed(Guest guest, PostWords said) => guest.Discloses is not { } label ? said : said with
    {
        Details = said.Details with { Labels = [label, .. said.Details.Labels.Where(one => one == DisclosureLabel.AiHelped)], Partner = here.Centre.Name },
    };

    private static KitText Text(string network, int most, PostWords said, string address)
    {
        var text = ChannelText.Of(said, ChannelLimits.None with { Graphemes = most }, address);
        return new(network, text, Fit.Graphemes(text), most);
    }
}
