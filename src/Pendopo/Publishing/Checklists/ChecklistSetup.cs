using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Checklists;

/// <summary>What checklists add to their room.</summary>
internal static class ChecklistSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<ChecklistBook>().AddScoped<TickChecklist>().AddScoped<KeepChecklists>();

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/checklists", async (ChecklistBook lists, CancellationToken cancel) =>
            TypedResults.Ok((await lists.All(cancel)).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.Lines))).WithTags("Posts").Needs("publishing.see");
        routes.MapPut("/api/v1/checklists", async (ChecklistsBody body, KeepChecklists keep, CancellationToken cancel) =>
            (await keep.Run((body.Kinds ?? new Dictionary<PostKind, IReadOnlyList<string?>?>()).ToDictionary(pair => pair.Key, pair => string.Join('\n', pair.Value ?? [])), cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithTags("Posts").WithSummary("Keeps the lines of the kinds that are named; the others stay.").Needs(KeepChecklists.May);
        routes.MapPut("/api/v1/posts/{id}/checklist", async (Id<Post> id, TicksBody body, TickChecklist tick, CancellationToken cancel) =>
            (await tick.Run(id, body.Lines ?? [], cancel)).ToResult(_ => TypedResults.NoContent())).WithTags("Posts").Needs("publishing.write");
    }
}

/// <param name="Lines">The lines that are ticked, in their words.</param>
internal sealed record TicksBody(IReadOnlyList<string>? Lines = null);

/// <param name="Kinds">By kind: its lines, at most 12 of 200 characters; none to want none.</param>
internal sealed record ChecklistsBody(IReadOnlyDictionary<PostKind, IReadOnlyList<string?>?>? Kinds = null);
