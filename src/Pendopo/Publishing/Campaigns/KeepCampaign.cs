using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Campaigns;

/// <summary>Begins a campaign, changes it, keeps its review, or takes it away.</summary>
internal sealed class KeepCampaign(PendopoDb db, Here here, IStringLocalizer<CampaignText> words)
{
    /// <param name="Id">The campaign, or null for a new one.</param>
    /// <param name="BasedOn">The version that the writer saw; null for a new one.</param>
    public sealed record Request(Id<Campaign>? Id, CampaignWords Words, int? BasedOn);

    public async Task<Result<Campaign>> Run(Request request, CancellationToken cancel)
    {
        if (!here.May("publishing.publish"))
            return words.Problem("MayNotPlan");
        var said = request.Words with { Name = request.Words.Name.Trim(), Brief = request.Words.Brief.ReplaceLineEndings("\n").Trim() };
        if (await Refuses(said, cancel) is { Count: > 0 } problems)
            return problems;
        var campaign = request.Id is { } id ? await db.Set<Campaign>().FirstOrDefaultAsync(row => row.Id == id, cancel) : null;
        if (request.Id is not null && campaign is null)
            return Problem.NotFound;
        if (campaign?.Version != request.BasedOn)
            return words.Problem("SomebodyElseChanged");
        if (campaign is null)
            db.Add(campaign = Campaign.Of(here.Centre.Id));
        campaign.Say(said);
        return await db.TrySave(cancel) ? campaign : words.Problem("SomebodyElseChanged");
    }

    /// <summary>Keeps what was learned.</summary>
    public async Task<Result<Campaign>> Review(Id<Campaign> id, string learned, int basedOn, CancellationToken cancel)
    {
        if (!here.May("publishing.publish"))
            return words.Problem("MayNotPlan");
        if (await db.Set<Campaign>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } campaign)
            return Problem.NotFound;
        if (campaign.Version != basedOn)
            return words.Problem("SomebodyElseChanged");
        var text = learned.ReplaceLineEndings("\n").Trim();
        if (text.Length > Campaign.LearnedLength)
            return words.Problem("TooLong", "Learned", Campaign.LearnedLength);
        campaign.Learn(text);
        return await db.TrySave(cancel) ? campaign : words.Problem("SomebodyElseChanged");
    }

    /// <summary>Takes it away; its posts stay as they are.</summary>
    public async Task<Result<Done>> Remove(Id<Campaign> id, CancellationToken cancel)
    {
        if (!here.May("publishing.publish"))
            return words.Problem("MayNotPlan");
        if (await db.Set<Campaign>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } campaign)
            return Problem.NotFound;
        db.RemoveRange(await db.Set<CampaignPost>().Where(row => row.CampaignId == id).ToListAsync(cancel));
        await DropGuests(id, cancel);
        db.Remove(campaign);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    // Nobody is a guest of nothing. Their links keep counting for whoever reads them.
    private async Task DropGuests(Id<Campaign> id, CancellationToken cancel)
    {
        var guests = await db.Set<Guests.Guest>().Where(row => row.CampaignId == id).ToListAsync(cancel);
        var ids = guests.Select(guest => guest.Id).ToList();
        db.RemoveRange(await db.Set<Guests.GuestWord>().Where(row => ids.Contains(row.GuestId)).ToListAsync(cancel));
        db.RemoveRange(await db.Set<Guests.GuestLink>().Where(row => ids.Contains(row.GuestId)).ToListAsync(cancel));
        db.RemoveRange(await db.Set<Guests.SharedPost>().Where(row => row.CampaignId == id).ToListAsync(cancel));
        db.RemoveRange(guests);
    }

    private async Task<List<Problem>> Refuses(CampaignWords said, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (said.Name.Length == 0)
            problems.Add(words.Problem("NameRequired", "Name"));
        if (said.Name.Length > Campaign.NameLength)
            problems.Add(words.Problem("TooLong", "Name", Campaign.NameLength));
        if (said.Brief.Length > Campaign.BriefLength)
            problems.Add(words.Problem("TooLong", "Brief", Campaign.BriefLength));
        if (said.To < said.From)
            problems.Add(words.Problem("EndsBeforeItBegins", "To"));
        foreach (var (kind, count) in said.Plan)
        {
            if (count is < 0 or > Campaign.MostOfAKind)
                problems.Add(words.Problem("PlanWrong", $"Plan{kind}", Campaign.MostOfAKind));
        }
        if (said.Objective is { } objective && !await db.Set<Objective>().AnyAsync(row => row.Id == objective, cancel))
            problems.Add(words.Problem("ObjectiveGone", "Objective"));
        return problems;
    }
}

/// <summary>Puts a post into a campaign, or takes it out of its campaign.</summary>
internal sealed class JoinCampaign(PendopoDb db, Posts.PostLedger ledger)
{
    /// <param name="campaign">The campaign, or null for none.</param>
    public async Task<Result<Post>> Run(Id<Post> id, Id<Campaign>? campaign, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (campaign is { } wanted && !await db.Set<Campaign>().AnyAsync(row => row.Id == wanted, cancel))
            return ledger.Problem("CampaignUnknown", "Campaign");
        var member = await db.Set<CampaignPost>().FirstOrDefaultAsync(row => row.PostId == id, cancel);
        if (member?.CampaignId == campaign)
            return post;
        if (member is not null)
            db.Remove(member);
        // One key cannot be removed and added in one go.
        if (!await db.TrySave(cancel))
            return ledger.Problem("ChangedMeanwhile");
        if (campaign is { } joined)
            db.Add(CampaignPost.Of(post, joined));
        return await ledger.Keep(post, cancel);
    }
}
