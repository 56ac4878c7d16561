using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Links;

namespace Pendopo.Publishing.Guests;

/// <summary>A guest as the campaign shows them.</summary>
/// <param name="Open">Whether the link opens today.</param>
/// <param name="Clicks">How often their own links were followed.</param>
public sealed record GuestLine(Guest Guest, bool Open, string? Address, int Words, int Kits, long Clicks);

/// <summary>Reads guests for the desk, and answers them.</summary>
internal sealed class GuestDesk(PendopoDb db, Here here, GuestKeys keys, AuditBook audit, TimeProvider time, IStringLocalizer<GuestText> words)
{
    /// <summary>The guests of a campaign in the order in which they were invited.</summary>
    public async Task<IReadOnlyList<GuestLine>> All(Id<Campaign> campaign, CancellationToken cancel)
    {
        var guests = await db.Set<Guest>().AsNoTracking().Where(guest => guest.CampaignId == campaign).OrderBy(guest => guest.Id).ToListAsync(cancel);
        var ids = guests.Select(guest => guest.Id).ToList();
        var said = (await db.Set<GuestWord>().AsNoTracking().Where(word => ids.Contains(word.GuestId) && word.Kind != GuestWordKind.Answer).Select(word => word.GuestId).ToListAsync(cancel)).ToLookup(id => id);
        var links = (await db.Set<GuestLink>().AsNoTracking().Where(link => ids.Contains(link.GuestId)).ToListAsync(cancel)).ToLookup(link => link.GuestId);
        var clicks = await Clicks([.. links.SelectMany(group => group).Select(link => link.LinkId)], cancel);
        var today = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        return [.. guests.Select(guest => new GuestLine(guest, guest.IsOpenOn(today), here.May(InviteGuest.May) ? keys.AddressOf(guest) : null, said[guest.Id].Count(), links[guest.Id].Count(), links[guest.Id].Sum(link => clicks[link.LinkId])))];
    }

    /// <summary>The posts of a campaign that its guests may read.</summary>
    public Task<List<Id<Post>>> Shared(Id<Campaign> campaign, CancellationToken cancel) =>
        db.Set<SharedPost>().AsNoTracking().Where(row => row.CampaignId == campaign).Select(row => row.PostId).ToListAsync(cancel);

    public async Task<Result<GuestWord>> Answer(Id<Guest> id, string text, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotInvite");
        if (await db.Set<Guest>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } guest)
            return Problem.NotFound;
        var said = text.ReplaceLineEndings("\n").Trim();
        if (said.Length is 0 or > GuestWord.TextLength)
            return words.Problem("TextRequired", "Text", GuestWord.TextLength);
        var word = GuestWord.Of(guest, GuestWordKind.Answer, null, said, time.Now()).By(here.Actor);
        db.Add(word);
        audit.Note("guest.answered", $"guest:{id}");
        return await db.TrySave(cancel) ? word : words.Problem("TryAgain");
    }

    private async Task<ILookup<Id<ShortLink>, int>> Days(IReadOnlyCollection<Id<ShortLink>> links, CancellationToken cancel) =>
        (await db.Set<LinkClicks>().AsNoTracking().Where(row => links.Contains(row.LinkId)).ToListAsync(cancel)).ToLookup(row => row.LinkId, row => row.Clicks);

    private async Task<Counts> Clicks(IReadOnlyCollection<Id<ShortLink>> links, CancellationToken cancel) => new(await Days(links, cancel));

    private sealed class Counts(ILookup<Id<ShortLink>, int> days)
    {
        public long this[Id<ShortLink> link] => days[link].Sum(clicks => (long)clicks);
    }
}
