using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Campaigns;

/// <summary>How far a campaign is, by the centre's calendar.</summary>
public enum CampaignPhase
{
    /// <summary>Its first day is still to come.</summary>
    Coming,

    Running,

    /// <summary>Its last day is past, and nobody has written down what was learned.</summary>
    Over,

    /// <summary>Over, with its review.</summary>
    Reviewed,
}

/// <summary>The words of a campaign.</summary>
/// <param name="Brief">Whom it is for, what they shall know or do, what must not be said; plain text.</param>
/// <param name="Plan">How many posts of which kind are wanted.</param>
public sealed record CampaignWords(string Name, Id<Objective>? Objective, string Brief, DateOnly From, DateOnly To, IReadOnlyDictionary<PostKind, int> Plan);

/// <summary>Posts that belong together under a brief, for a time, towards an objective.</summary>
public sealed class Campaign : IBelongsToCentre, IVersioned
{
    public const int NameLength = 120, BriefLength = 4_000, LearnedLength = 4_000, MostOfAKind = 99;

    private Campaign()
    {
    }

    public Id<Campaign> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Objective>? ObjectiveId { get; private set; }
    public string Name { get; private set; } = "";
    public string Brief { get; private set; } = "";
    public DateOnly FromDay { get; private set; }
    public DateOnly ToDay { get; private set; }
    /// <summary>The wanted posts as JSON: kind and number.</summary>
    public string PlanText { get; private set; } = "{}";
    /// <summary>The review: what was learned, what will be done differently; empty before.</summary>
    public string Learned { get; private set; } = "";
    public int Version { get; set; }

    public IReadOnlyDictionary<PostKind, int> Plan => JsonSerializer.Deserialize<Dictionary<string, int>>(PlanText)!
        .Where(pair => Enum.TryParse<PostKind>(pair.Key, out _)).ToDictionary(pair => Enum.Parse<PostKind>(pair.Key), pair => pair.Value);

    public CampaignWords Words => new(Name, ObjectiveId, Brief, FromDay, ToDay, Plan);

    public static Campaign Of(Id<Centre> centre) => new() { Id = Id<Campaign>.New(), CentreId = centre };

    public CampaignPhase PhaseOn(DateOnly today) =>
        today < FromDay ? CampaignPhase.Coming : today <= ToDay ? CampaignPhase.Running : Learned.Length == 0 ? CampaignPhase.Over : CampaignPhase.Reviewed;

    public void Say(CampaignWords words)
    {
        (Name, ObjectiveId, Brief, FromDay, ToDay) = (words.Name, words.Objective, words.Brief, words.From, words.To);
        PlanText = JsonSerializer.Serialize(words.Plan.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value));
    }

    public void Learn(string learned) => Learned = learned;

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Campaign>(campaign =>
        {
            campaign.ToTable("publishing_campaign");
            campaign.Ignore(row => row.Words);
            campaign.Ignore(row => row.Plan);
            campaign.Property(row => row.Name).HasMaxLength(NameLength);
            campaign.Property(row => row.Brief).HasMaxLength(BriefLength);
            campaign.Property(row => row.Learned).HasMaxLength(LearnedLength);
            campaign.HasIndex(row => new { row.CentreId, row.ToDay });
        });
        builder.Entity<CampaignPost>(member =>
        {
            member.ToTable("publishing_campaign_post");
            member.HasKey(row => row.PostId);
            member.HasIndex(row => row.CampaignId);
        });
    }
}

/// <summary>A post belongs to one campaign at most.</summary>
internal sealed class CampaignPost : IBelongsToCentre
{
    private CampaignPost()
    {
    }

    public Id<Post> PostId { get; private set; }
    public Id<Campaign> CampaignId { get; private set; }
    public Id<Centre> CentreId { get; private set; }

    public static CampaignPost Of(Post post, Id<Campaign> campaign) => new() { PostId = post.Id, CampaignId = campaign, CentreId = post.CentreId };
}
