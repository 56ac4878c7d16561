using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Campaigns;

/// <summary>Campaigns and objectives for programs, with the same handlers as the desk's pages.</summary>
internal static class CampaignsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/api/v1/campaigns").WithTags("Campaigns").Needs("publishing.see");
        campaigns.MapGet("/", List);
        campaigns.MapGet("/{id}", One);
        campaigns.MapPost("/", Begun).Needs("publishing.publish");
        campaigns.MapPut("/{id}", Changed).Needs("publishing.publish");
        campaigns.MapPut("/{id}/review", Reviewed).Needs("publishing.publish");
        routes.MapPut("/api/v1/posts/{id}/campaign", Joined).WithTags("Campaigns").Needs("publishing.write");
        var objectives = routes.MapGroup("/api/v1/objectives").WithTags("Campaigns").Needs("publishing.see");
        objectives.MapGet("/", Objectives);
        objectives.MapPost("/", Aimed).Needs("publishing.publish");
        objectives.MapPut("/{id}", AimedAnew).Needs("publishing.publish");
    }

    private static async Task<Ok<List<CampaignBody>>> List(CampaignReader reader, CancellationToken cancel) =>
        TypedResults.Ok((await reader.All(cancel)).Select(line => CampaignBody.Of(line.Campaign, line.Phase)).ToList());

    private static async Task<IResult> One(Id<Campaign> id, CampaignReader reader, CancellationToken cancel) =>
        await reader.Read(id, cancel) is { } view ? TypedResults.Ok(new CampaignWithPosts(CampaignBody.Of(view.Campaign, view.Phase), [.. view.Posts.Select(post => post.Id)])) : TypedResults.NotFound();

    private static async Task<IResult> Begun(CampaignWordsBody body, KeepCampaign keep, CancellationToken cancel) =>
        (await keep.Run(new(null, body.ToWords(), null), cancel)).ToResult(campaign => TypedResults.Created($"/api/v1/campaigns/{campaign.Id}", CampaignBody.Of(campaign, null)));

    private static async Task<IResult> Changed(Id<Campaign> id, CampaignChangeBody body, KeepCampaign keep, CancellationToken cancel) =>
        (await keep.Run(new(id, body.Words.ToWords(), body.Version), cancel)).ToResult(campaign => TypedResults.Ok(CampaignBody.Of(campaign, null)));

    private static async Task<IResult> Reviewed(Id<Campaign> id, LearnedBody body, KeepCampaign keep, CancellationToken cancel) =>
        (await keep.Review(id, body.Learned ?? "", body.Version, cancel)).ToResult(campaign => TypedResults.Ok(CampaignBody.Of(campaign, null)));

    private static async Task<IResult> Joined(Id<Post> id, MemberBody body, JoinCampaign join, CancellationToken cancel) =>
        (await join.Run(id, body.Campaign, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<Ok<List<ObjectiveBody>>> Objectives(CampaignReader reader, CancellationToken cancel) =>
        TypedResults.Ok((await reader.Objectives(cancel)).Select(ObjectiveBody.Of).ToList());

    private static async Task<IResult> Aimed(ObjectiveWordsBody body, KeepObjective keep, CancellationToken cancel) =>
        (await keep.Run(new(null, body.ToWords(), body.Entered, null), cancel)).ToResult(objective => TypedResults.Created("/api/v1/objectives", ObjectiveBody.Of(objective)));

    private static async Task<IResult> AimedAnew(Id<Objective> id, ObjectiveChangeBody body, KeepObjective keep, CancellationToken cancel) =>
        (await keep.Run(new(id, body.Words.ToWords(), body.Words.Entered, body.Version), cancel)).ToResult(objective => TypedResults.Ok(ObjectiveBody.Of(objective)));
}

/// <param name="From">The first day, as yyyy-MM-dd.</param>
/// <param name="Plan">The kind of post and how many are wanted.</param>
internal sealed record CampaignWordsBody(DateOnly From, DateOnly To, string? Name = null, Id<Objective>? Objective = null, string? Brief = null, IReadOnlyDictionary<PostKind, int>? Plan = null)
{
    public CampaignWords ToWords() => new(Name ?? "", Objective, Brief ?? "", From, To, Plan ?? new Dictionary<PostKind, int>());
}

internal sealed record CampaignChangeBody(int Version, CampaignWordsBody Words);

internal sealed record LearnedBody(int Version, string? Learned = null);

/// <param name="Campaign">The campaign that the post joins, or null for none.</param>
internal sealed record MemberBody(Id<Campaign>? Campaign);

/// <param name="Phase">How far it is on the day of the request; null in the answer to a change.</param>
internal sealed record CampaignBody(Id<Campaign> Id, int Version, CampaignPhase? Phase, CampaignWords Words, string Learned)
{
    public static CampaignBody Of(Campaign row, CampaignPhase? phase) => new(row.Id, row.Version, phase, row.Words, row.Learned);
}

internal sealed record CampaignWithPosts(CampaignBody Campaign, IReadOnlyList<Id<Post>> Posts);

/// <param name="Entered">The figure as a person counted it, where no room counts the measure.</param>
internal sealed record ObjectiveWordsBody(ObjectiveMeasure Measure, long Target, DateOnly From, DateOnly To, string? Title = null, long Baseline = 0, string? Note = null, long? Entered = null)
{
    public ObjectiveWords ToWords() => new(Title ?? "", Measure, Baseline, Target, From, To, Note ?? "");
}

internal sealed record ObjectiveChangeBody(int Version, ObjectiveWordsBody Words);

/// <param name="Figure">Where it stands; null when nobody can tell yet, and in the answer to a change.</param>
internal sealed record ObjectiveBody(Id<Objective> Id, int Version, ObjectiveWords Words, long? Figure)
{
    public static ObjectiveBody Of(ObjectiveLine line) => new(line.Objective.Id, line.Objective.Version, line.Objective.Words, line.Figure);

    public static ObjectiveBody Of(Objective row) => new(row.Id, row.Version, row.Words, row.Entered);
}
