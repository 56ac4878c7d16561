using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Publications;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Guests;

/// <summary>A post that guests may read, as the list shows it.</summary>
/// <param name="Held">The privacy guard holds its words, or somebody whom it shows took their consent back: guests see neither title nor text.</param>
internal sealed record GuestPostLine(PostLine Line, bool Held);

/// <summary>What a guest sees of their campaign.</summary>
/// <param name="Brief">Empty while the privacy guard holds it.</param>
internal sealed record GuestView(Guest Guest, Campaign Campaign, string Brief, IReadOnlyList<PlanLine> Plan, IReadOnlyList<GuestPostLine> Posts, IReadOnlyList<GuestWordLine> Words);

/// <summary>A word with what became of a quote.</summary>
/// <param name="Consent">How far the consent of a quote is; null for all else.</param>
/// <param name="Said">Who said it.</param>
public sealed record GuestWordLine(GuestWord Word, ConsentState? Consent, string Said);

/// <summary>Follows a guest's link: to one campaign, what stands in it for guests, and the guest's own words. Nothing else is read here.</summary>
internal sealed class GuestVisit(PendopoDb db, Here here, CampaignReader campaigns, PostBoard board, GuestDoor door, TimeProvider time)
{
    /// <summary>The guest of a link that opens today, or null.</summary>
    public async Task<Guest?> Follow(string secret, CancellationToken cancel)
    {
        var hash = SecretLink.HashOf(secret);
        return here.HasCentre && await db.Set<Guest>().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel) is { } guest
            && guest.IsOpenOn(Clock.DateOf(time.GetUtcNow(), here.Centre.Zone)) ? guest : null;
    }

    /// <summary>Notes that a link was opened for the first time.</summary>
    public async Task Opened(Guest guest, CancellationToken cancel)
    {
        if (guest.OpenedAt is not null)
            return;
        guest.Open(time.Now());
        // Somebody else may have noted the same.
        await db.TrySave(cancel);
    }

    public async Task<GuestView?> Read(Guest guest, CancellationToken cancel)
    {
        if (await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == guest.CampaignId, cancel) is not { } campaign)
            return null;
        var ids = await Shared(guest).ToListAsync(cancel);
        var posts = await db.Set<Post>().AsNoTracking().Where(post => ids.Contains(post.Id)).ToDictionaryAsync(post => post.Id, cancel);
        var lines = new List<GuestPostLine>();
        foreach (var line in await board.OfPosts(ids, cancel))
            lines.Add(new(line, posts[line.Id].RecalledAt is not null || !await door.MayShow(posts[line.Id], cancel)));
        var brief = await door.MayShow(campaign, cancel) ? campaign.Brief : "";
        return new(guest, campaign, brief, await campaigns.Plan(campaign.Id, campaign.FromDay, campaign.ToDay, cancel), lines, await Words(guest, cancel));
    }

    /// <summary>A post that is shared with the guests of this campaign and may be shown now; else null.</summary>
    public async Task<Post?> Post(Guest guest, Id<Post> id, CancellationToken cancel) =>
        await Shared(guest).AnyAsync(post => post == id, cancel) && await db.Set<Post>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.RecalledAt == null, cancel) is { } post
        && await door.MayShow(post, cancel) ? post : null;

    /// <summary>The words between a guest and the centre, the oldest first.</summary>
    public async Task<IReadOnlyList<GuestWordLine>> Words(Guest guest, CancellationToken cancel)
    {
        var words = await db.Set<GuestWord>().AsNoTracking().Where(word => word.GuestId == guest.Id).OrderBy(word => word.Id).ToListAsync(cancel);
        var consents = words.Select(word => word.ConsentId).OfType<Id<Consent>>().ToList();
        var states = await db.Set<Consent>().AsNoTracking().Where(consent => consents.Contains(consent.Id)).ToDictionaryAsync(consent => consent.Id, consent => consent.State, cancel);
        var people = words.Select(word => word.PersonId).OfType<Id<Platform.People.Person>>().Distinct().ToList();
        var names = await db.Set<Platform.People.Person>().AsNoTracking().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
        return [.. words.Select(word => new GuestWordLine(word, word.ConsentId is { } consent ? states.GetValueOrDefault(consent, ConsentState.Asked) : null,
            word.PersonId is { } person ? names.GetValueOrDefault(person, "") : guest.Shown))];
    }

    // Shared, and still of this campaign: a post that was moved to another one is seen no more.
    private IQueryable<Id<Post>> Shared(Guest guest) => db.Set<SharedPost>().AsNoTracking()
        .Where(row => row.CampaignId == guest.CampaignId && db.Set<CampaignPost>().Any(member => member.PostId == row.PostId && member.CampaignId == guest.CampaignId))
        .OrderBy(row => row.SharedAt).ThenBy(row => row.PostId).Select(row => row.PostId);
}

/// <summary>Asks, before guests read something, whether its words may leave and whether those it shows still agree.</summary>
internal sealed class GuestDoor(ExitDoors doors, ConsentUses consents, Outgoing outgoing)
{
    public const string Exit = "publishing.guest";

    public async Task<bool> MayShow(Post post, CancellationToken cancel) =>
        !await consents.Stops(PostConsents.KindName, post.Id.Value, cancel)
        && await outgoing.TextsWithPictures(post.Words, cancel) is { } texts
        && (await doors.Ask(new Leaving(Exit, post.CentreId, $"{PostContent.Kind}:{post.Id}", texts, post.Language), cancel)).MayLeave;

    public async Task<bool> MayShow(Campaign campaign, CancellationToken cancel) =>
        (await doors.Ask(new Leaving(Exit, campaign.CentreId, $"{CampaignContent.Kind}:{campaign.Id}", [new("name", campaign.Name), new("brief", campaign.Brief)]), cancel)).MayLeave;
}
