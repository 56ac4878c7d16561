using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Insights.Dashboard;

/// <summary>What a post brought in its first seven days.</summary>
/// <param name="Views">How often it was read on the own site.</param>
/// <param name="Reactions">Likes, shares and replies on the networks that tell them.</param>
/// <param name="OutAt">When it first went out, on the centre's clock.</param>
public sealed record PostResult(Id<Post> Id, string Title, PostKind Kind, DateTime OutAt, int Views, int Reactions, int Minutes)
{
    /// <summary>Reads and reactions together: what a kind and an hour are compared by.</summary>
    public int Responses => Views + Reactions;
}

/// <summary>One week of the centre, Monday first.</summary>
public sealed record WeekResult(DateOnly Monday, int Posts, int Views, int Reactions);

/// <summary>How many of a kind were wanted by the campaigns and how many went out.</summary>
public sealed record MixLine(PostKind Kind, int Wanted, int Out);

/// <summary>What an hour of work on a kind brought, of the posts whose work was noted.</summary>
/// <param name="PerHour">Responses for an hour; null when no work was noted.</param>
public sealed record EffortLine(PostKind Kind, int Posts, int Minutes, int Responses, double? PerHour);

/// <summary>A campaign with what its posts brought in all.</summary>
public sealed record CampaignResult(PlannedCampaign Campaign, int Out, int Responses, IReadOnlyList<PostResult> Posts);

/// <summary>Everything of the dashboard, of the last thirteen weeks.</summary>
/// <param name="Hours">By the hour of the first publication in blocks of three hours: 6 stands for 06.00 to 09.00.</param>
public sealed record DashboardFigures(
    IReadOnlyList<WeekResult> Weeks, IReadOnlyList<PlannedObjective> Objectives, IReadOnlyList<CampaignResult> Campaigns, IReadOnlyList<PostResult> Posts,
    IReadOnlyList<Estimate<PostKind>> Kinds, IReadOnlyList<Estimate<int>> Hours, IReadOnlyList<MixLine> Mix, IReadOnlyList<EffortLine> Efforts);
