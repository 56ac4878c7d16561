using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Api;

/// <summary>Posts for programs, with the same handlers as the desk's pages. A verb is a noun that comes to be: a submission, a review, a schedule, a sending, a recall.</summary>
internal static class PostsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        WordsApi.Map(routes);
        var posts = routes.MapGroup("/api/v1/posts").WithTags("Posts").Needs("publishing.see");
        posts.MapGet("/", List);
        posts.MapGet("/{id}", One);
        posts.MapPost("/", Begun).Needs("publishing.write");
        posts.MapPut("/{id}", Changed).Needs("publishing.write");
        posts.MapPut("/{id}/submission", Submitted).Needs("publishing.write");
        posts.MapPost("/{id}/reviews", Reviewed).Needs("publishing.approve");
        posts.MapPost("/{id}/comments", Commented);
        posts.MapPut("/{id}/schedule", Scheduled).Needs("publishing.publish");
        posts.MapDelete("/{id}/schedule", Unscheduled).Needs("publishing.publish");
        posts.MapPost("/{id}/sendings", Sent).Needs("publishing.publish");
        posts.MapPut("/{id}/recall", Recalled).Needs("publishing.recall");
        posts.MapDelete("/{id}/recall", PlannedAgain).Needs("publishing.publish");
        routes.MapPost("/api/v1/publications/{id}/decisions", Decided).WithTags("Posts").Needs("publishing.publish");
    }

    private static async Task<Ok<PostSlice>> List(PostBoard board, Shelf? shelf, PageMark? before, CancellationToken cancel) =>
        TypedResults.Ok(await board.List(shelf ?? Shelf.All, before, cancel));

    private static async Task<IResult> One(Id<Post> id, PostLedger ledger, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is not { } post)
            return TypedResults.NotFound();
        var publications = await ledger.Publications(id, cancel);
        return TypedResults.Ok(new PostWithPublications(PostBody.Of(post, publications), [.. publications.Select(PublicationBody.Of)]));
    }

    private static async Task<IResult> Begun(NewPostBody body, [FromHeader(Name = "Idempotency-Key")] string? key, Here here, BeginPost begin, HandInPost handIn, CancellationToken cancel)
    {
        var words = body.ToWords(here.Centre.Language);
        var begun = body.HandIn == true ? await handIn.Run(new(words, key, body.Channels), cancel) : await begin.Run(words, key, cancel);
        return begun.ToResult(post => TypedResults.Created($"/api/v1/posts/{post.Id}", PostBody.Of(post, [])));
    }

    private static async Task<IResult> Changed(Id<Post> id, ChangeBody body, Here here, PostLedger ledger, KeepPost keep, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is not { } post)
            return TypedResults.NotFound();
        var words = body.Words.ToWords(here.Centre.Language, post.Words.Pictures, post.Words.Details.Video);
        // A program names the revision it read: its own later one is as stale as a colleague's.
        if (body.Revision != post.Revision)
            return TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: "Revision", detail: ledger.Problem("ChangedMeanwhile").Text);
        return await Answer(await keep.Run(new(id, body.Revision, words, ByItself: false), cancel), ledger, cancel);
    }

    private static async Task<IResult> Submitted(Id<Post> id, CommentBody? body, PostLedger ledger, SubmitPost submit, CancellationToken cancel) =>
        await Answer(await submit.Run(id, body?.Comment?.Trim() ?? "", cancel), ledger, cancel);

    private static async Task<IResult> Reviewed(Id<Post> id, ReviewBody body, PostLedger ledger, AnswerReview answer, CancellationToken cancel) =>
        await Answer(await answer.Run(new(id, body.Revision, body.Answer, body.Comment?.Trim() ?? ""), cancel), ledger, cancel);

    private static async Task<IResult> Commented(Id<Post> id, CommentBody body, PostLedger ledger, CommentOnPost comment, CancellationToken cancel) =>
        await Answer(await comment.Run(id, body.Comment ?? "", body.Tell ?? [], cancel), ledger, cancel);

    private static async Task<IResult> Scheduled(Id<Post> id, ScheduleBody body, PostLedger ledger, SchedulePost schedule, CancellationToken cancel) =>
        await Answer(await schedule.Run(new(id, body.Channels, DateTime.SpecifyKind(body.At, DateTimeKind.Unspecified)), cancel), ledger, cancel);

    private static async Task<IResult> Unscheduled(Id<Post> id, PostLedger ledger, UnschedulePost unschedule, CancellationToken cancel) =>
        await Answer(await unschedule.Run(id, cancel), ledger, cancel);

    private static async Task<IResult> Sent(Id<Post> id, SendingBody body, PostLedger ledger, SchedulePost schedule, CancellationToken cancel) =>
        await Answer(await schedule.Run(new(id, body.Channels, null), cancel), ledger, cancel);

    private static async Task<IResult> Recalled(Id<Post> id, RecallBody body, PostLedger ledger, RecallPost recall, CancellationToken cancel) =>
        await Answer(await recall.Run(id, body.Reason ?? "", cancel), ledger, cancel);

    private static async Task<IResult> PlannedAgain(Id<Post> id, PostLedger ledger, PlanAgain again, CancellationToken cancel) =>
        await Answer(await again.Run(id, cancel), ledger, cancel);

    private static async Task<IResult> Decided(Id<Publication> id, DecisionBody body, PostLedger ledger, DecidePublication decide, CancellationToken cancel) =>
        await Answer(await decide.Run(new(id, body.Decision, body.Url), cancel), ledger, cancel);

    private static async Task<IResult> Answer(Result<Post> result, PostLedger ledger, CancellationToken cancel)
    {
        if (!result.Ok)
            return result.ToResult(_ => TypedResults.NoContent());
        return TypedResults.Ok(PostBody.Of(result.Value, await ledger.Publications(result.Value.Id, cancel)));
    }
}
