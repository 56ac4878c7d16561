using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Guests;

/// <summary>Invites a guest to a campaign, gives their link more days, or closes it. Each act stands in the log.</summary>
internal sealed class InviteGuest(PendopoDb db, Here here, GuestKeys keys, AuditBook audit, TimeProvider time, IStringLocalizer<GuestText> words)
{
    public const string May = "publishing.publish";

    // A campaign has a handful of guests; this bounds the page.
    private const int Most = 100;

    private DateOnly Today => Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);

    public async Task<Result<Guest>> Run(Id<Campaign> id, GuestInvitation said, CancellationToken cancel)
    {
        if (!here.May(May))
            return words.Problem("MayNotInvite");
        if (await db.Set<Campaign>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } campaign)
            return Problem.NotFound;
        var invited = said with { Called = said.Called.ReplaceLineEndings(" ").Trim() };
        var problems = new List<Problem>();
        if (invited.Called.Length is 0 or > Guest.NameLength)
            problems.Add(words.Problem("CalledRequired", "Called", Guest.NameLength));
        if (!Fits(invited.Until))
            problems.Add(words.Problem("UntilWrong", "Until", Guest.MostYears));
        if (invited.Discloses == DisclosureLabel.AiHelped)
            problems.Add(words.Problem("DisclosesWrong", "Discloses"));
        if (await db.Set<Guest>().CountAsync(row => row.CampaignId == id, cancel) >= Most)
            problems.Add(words.Problem("TooManyGuests", null, Most));
        if (problems.Count > 0)
            return problems;
        var guest = Guest.Invite(campaign, invited, keys.Make(), here.Actor, time.Now());
        db.Add(guest);
        return await Keep(guest, "guest.invited", cancel);
    }

    public Task<Result<Guest>> Revoke(Id<Guest> id, CancellationToken cancel) => Act(id, "guest.revoked", guest =>
    {
        guest.Revoke(time.Now());
        return null;
    }, cancel);

    public Task<Result<Guest>> Extend(Id<Guest> id, DateOnly until, CancellationToken cancel) => Act(id, "guest.extended", guest =>
    {
        if (!Fits(until))
            return words.Problem("UntilWrong", "Until", Guest.MostYears);
        guest.Last(until);
        return null;
    }, cancel);

    private bool Fits(DateOnly until) => until >= Today && until <= Today.AddYears(Guest.MostYears);

    private async Task<Result<Guest>> Act(Id<Guest> id, string act, Func<Guest, Problem?> change, CancellationToken cancel)
    {
        if (!here.May(May))
            return words.Problem("MayNotInvite");
        if (await db.Set<Guest>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } guest)
            return Problem.NotFound;
        if (guest.RevokedAt is not null)
            return words.Problem("RevokedAlready");
        return change(guest) is { } problem ? problem : await Keep(guest, act, cancel);
    }

    private async Task<Result<Guest>> Keep(Guest guest, string act, CancellationToken cancel)
    {
        audit.Note(act, $"guest:{guest.Id}", $"campaign:{guest.CampaignId} {guest.Kind}");
        return await db.TrySave(cancel) ? guest : words.Problem("SomebodyElseChanged");
    }
}

/// <summary>Lets the guests of a campaign read one of its posts, or takes it out of their sight.</summary>
internal sealed class SharePosts(PendopoDb db, Here here, AuditBook audit, TimeProvider time, IStringLocalizer<GuestText> words)
{
    /// <param name="posts">The posts that guests may read, and no others; what is no post of the campaign is passed over.</param>
    public async Task<Result<Done>> Run(Id<Campaign> id, IReadOnlyCollection<Id<Post>> posts, CancellationToken cancel)
    {
        if (!here.May(InviteGuest.May))
            return words.Problem("MayNotInvite");
        if (await db.Set<Campaign>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } campaign)
            return Problem.NotFound;
        var wanted = await db.Set<CampaignPost>().Where(row => row.CampaignId == id && posts.Contains(row.PostId)).Select(row => row.PostId).ToListAsync(cancel);
        // A post that changed its campaign is shared anew: the row of the former one makes way first.
        var standing = await db.Set<SharedPost>().Where(row => row.CampaignId == id || wanted.Contains(row.PostId)).ToListAsync(cancel);
        db.RemoveRange(standing.Where(row => row.CampaignId != id || !wanted.Contains(row.PostId)));
        audit.Note("guest.shared", $"campaign:{id}", string.Join(' ', wanted.Order()));
        if (!await db.TrySave(cancel))
            return words.Problem("SomebodyElseChanged");
        var kept = standing.Where(row => row.CampaignId == id).Select(row => row.PostId).ToHashSet();
        db.AddRange(wanted.Where(post => !kept.Contains(post)).Select(post => SharedPost.Of(post, campaign, time.Now())));
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }
}
