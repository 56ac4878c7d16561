using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Team;

/// <summary>Ideas, parts of the work and hours for programs, with the same handlers as the desk's pages.</summary>
internal static class TeamApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        PathsApi.Map(routes);
        var ideas = routes.MapGroup("/api/v1/ideas").WithTags("Team").Needs("publishing.see");
        ideas.MapGet("/", async (IdeaState? state, TeamReader reader, CancellationToken cancel) => TypedResults.Ok((await reader.Ideas(state ?? IdeaState.Open, cancel)).Select(line => IdeaBody.Of(line.Idea))));
        ideas.MapPost("/", async (IdeaWordsBody body, KeepIdea keep, CancellationToken cancel) =>
            (await keep.Propose(body.Title ?? "", body.Note ?? "", cancel)).ToResult(idea => TypedResults.Created("/api/v1/ideas", IdeaBody.Of(idea))));
        ideas.MapPut("/{id}/post", async (Id<Idea> id, KeepIdea keep, CancellationToken cancel) => (await keep.TakeUp(id, cancel)).ToResult(post => TypedResults.Ok(new IdeaPostBody(post))))
            .WithSummary("Begins the post of an idea; asked twice, it is the same post.").Needs("publishing.write");
        ideas.MapPut("/{id}/shelf", async (Id<Idea> id, ShelfBody body, KeepIdea keep, CancellationToken cancel) => (await keep.Shelve(id, body.Aside, cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.write");
        var work = routes.MapGroup("/api/v1/assignments").WithTags("Team").Needs("publishing.see");
        work.MapGet("/", async (Id<Post>? post, bool? mine, TeamReader reader, CancellationToken cancel) => TypedResults.Ok((await reader.Tasks(post, mine ?? false, cancel)).Select(AssignmentBody.Of)));
        work.MapPost("/", async (NewAssignmentBody body, KeepAssignment keep, CancellationToken cancel) =>
            (await keep.Give(new(body.Post, body.Person, body.What ?? "", body.Due), cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.write");
        work.MapPut("/{id}/completion", async (Id<Assignment> id, CompletionBody body, KeepAssignment keep, CancellationToken cancel) => (await keep.Finish(id, body.Done, cancel)).ToResult(_ => TypedResults.NoContent()));
        work.MapDelete("/{id}", async (Id<Assignment> id, KeepAssignment keep, CancellationToken cancel) => (await keep.Remove(id, cancel)).ToResult(_ => TypedResults.NoContent()));
        routes.MapPost("/api/v1/posts/{id}/efforts", async (Id<Post> id, EffortBody body, NoteEffort note, CancellationToken cancel) => (await note.Run(id, body.Minutes, cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithTags("Team").WithSummary("Notes 15, 30, 60 or 120 minutes of one's own work.").Needs("publishing.see");
    }
}

internal sealed record IdeaWordsBody(string? Title = null, string? Note = null);

internal sealed record IdeaBody(Id<Idea> Id, string Title, string Note, IdeaState State, Id<Post>? Post, DateTimeOffset ProposedAt)
{
    public static IdeaBody Of(Idea idea) => new(idea.Id, idea.Title, idea.Note, idea.State, idea.PostId, idea.ProposedAt);
}

internal sealed record IdeaPostBody(Id<Post> Post);

/// <param name="Aside">Set aside, or fetched back.</param>
internal sealed record ShelfBody(bool Aside = true);

/// <param name="Due">The last day, as yyyy-MM-dd.</param>
internal sealed record NewAssignmentBody(Id<Post> Post, Id<Person> Person, DateOnly Due, string? What = null);

internal sealed record AssignmentBody(Id<Assignment> Id, Id<Post> Post, string Title, string Person, string What, DateOnly Due, DateTimeOffset? DoneAt, bool Late)
{
    public static AssignmentBody Of(TaskLine line) => new(line.Assignment.Id, line.Assignment.PostId, line.Title, line.Person, line.Assignment.What, line.Assignment.DueDay, line.Assignment.DoneAt, line.Late);
}

internal sealed record CompletionBody(bool Done = true);

internal sealed record EffortBody(int Minutes = 0);
