using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Team;

/// <summary>The buttons of ideas and of parts of the work: each stands on several pages and leads back to its own.</summary>
internal static class TeamRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/team/ideas/{id}", OnIdea).Needs("publishing.write").ExcludeFromDescription();
        routes.MapPost("/desk/team/tasks/{id}", OnTask).Needs("publishing.see").ExcludeFromDescription();
    }

    private static async Task<IResult> OnIdea(Id<Idea> id, IFormCollection form, KeepIdea keep, CancellationToken cancel)
    {
        if (form["Act"] == "write")
        {
            var taken = await keep.TakeUp(id, cancel);
            return taken.IsNotFound ? TypedResults.NotFound() : TypedResults.LocalRedirect(taken.Ok ? $"~/desk/posts/{taken.Value}" : "~/desk/team");
        }
        var shelved = await keep.Shelve(id, form["Act"] == "aside", cancel);
        return shelved.IsNotFound ? TypedResults.NotFound() : TypedResults.LocalRedirect("~/desk/team?done=" + (shelved.Ok ? "shelved" : ""));
    }

    private static async Task<IResult> OnTask(Id<Assignment> id, IFormCollection form, KeepAssignment keep, CancellationToken cancel)
    {
        var finished = form["Act"] == "remove" ? await keep.Remove(id, cancel) : await keep.Finish(id, form["Act"] == "done", cancel);
        if (finished.IsNotFound)
            return TypedResults.NotFound();
        // Two places show it; no other address leads back.
        return TypedResults.LocalRedirect(finished.Ok && form["Back"] == $"/desk/posts/{finished.Value}" ? $"~/desk/posts/{finished.Value}?done=saved" : "~/desk/team?done=task");
    }
}
