using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Publishing.Campaigns;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Guests;

/// <summary>Campaigns, as the guard knows them: their name and brief leave to guests.</summary>
internal sealed class CampaignContent(PendopoDb db, KeepCampaign keep) : IContentKind
{
    public const string Kind = "campaign";

    public string Name => Kind;

    public string Address(string id) => $"/desk/campaigns/{id}";

    public async Task<Result<Done>> Replace(string id, IReadOnlyList<LeavingText> texts, CancellationToken cancel)
    {
        if (!Id<Campaign>.TryParse(id, null, out var number) || await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == number, cancel) is not { } campaign)
            return Problem.NotFound;
        var kept = await keep.Run(new(number, campaign.Words with { Name = Part("name") ?? campaign.Name, Brief = Part("brief") ?? campaign.Brief }, campaign.Version), cancel);
        return kept.Ok ? default(Done) : kept.Problems.ToList();

        string? Part(string name) => texts.FirstOrDefault(text => text.Part == name)?.Text;
    }
}
