using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Web;

namespace Pendopo.Safety.Training;

/// <summary>Lessons, policy and the weekly look for programs, with the same handlers as the desk's pages.</summary>
internal static class TrainingApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var lessons = routes.MapGroup("/api/v1/lessons").WithTags("Training").Needs(TrainingSetup.MayLearn);
        lessons.MapGet("/", Lessons);
        lessons.MapPost("/{name}/answers", Answered);
        var policy = routes.MapGroup("/api/v1/policy").WithTags("Training").Needs(TrainingSetup.MayLearn);
        policy.MapGet("/", InForce);
        policy.MapPut("/", Written).Needs(TrainingSetup.MayLead);
        policy.MapPut("/signature", Signed);
        routes.MapGet("/api/v1/weekly-review", Week).WithTags("Training").Needs(TrainingSetup.MayReview);
    }

    private static async Task<Ok<List<LessonBody>>> Lessons(TrainingBook book, Here here, CancellationToken cancel)
    {
        var passed = await book.Passed(here.Actor, cancel);
        return TypedResults.Ok(Enum.GetValues<Lesson>().Select(lesson => LessonBody.Of(lesson, passed)).ToList());
    }

    private static async Task<IResult> Answered(string name, AnswersBody body, TrainingBook book, CancellationToken cancel) =>
        Enum.TryParse<Lesson>(name, ignoreCase: true, out var lesson) && Enum.IsDefined(lesson)
            ? (await book.Try(lesson, body.Answers ?? [], cancel)).ToResult(_ => TypedResults.NoContent()) : TypedResults.NotFound();

    private static async Task<Ok<PolicyBody>> InForce(TrainingBook book, CancellationToken cancel)
    {
        var policy = await book.InForce(cancel);
        return TypedResults.Ok(new PolicyBody(policy.Number, policy.Indonesian, policy.English, await book.SignedAt(policy.Number, cancel)));
    }

    private static async Task<IResult> Written(PolicyWords body, TrainingBook book, CancellationToken cancel) =>
        (await book.Write(body.Indonesian ?? "", body.English ?? "", body.BasedOn, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<IResult> Signed(SignatureBody body, TrainingBook book, CancellationToken cancel) =>
        (await book.Sign(body.Number, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<Ok<IReadOnlyList<UnusualLine>>> Week(WeekReader reader, CancellationToken cancel) => TypedResults.Ok(await reader.Read(cancel));
}

/// <param name="HoldsUntil">Until when the passing holds; null when it was never passed.</param>
internal sealed record LessonBody(Lesson Lesson, string Title, DateTimeOffset? PassedAt, DateTimeOffset? HoldsUntil)
{
    public static LessonBody Of(Lesson lesson, IReadOnlyDictionary<Lesson, DateTimeOffset> passed)
    {
        DateTimeOffset? at = passed.TryGetValue(lesson, out var known) ? known : null;
        return new(lesson, TrainingText.Say("Lesson_" + lesson.ToString()), at, at?.AddDays(LessonPass.HoldsDays));
    }
}

/// <param name="Answers">The number of the chosen answer of each question, from 1.</param>
internal sealed record AnswersBody(IReadOnlyList<int>? Answers = null);

internal sealed record PolicyBody(int Number, string Indonesian, string English, DateTimeOffset? SignedAt);

/// <param name="BasedOn">The version that was read; a newer one meanwhile is refused.</param>
internal sealed record PolicyWords(int BasedOn, string? Indonesian = null, string? English = null);

/// <param name="Number">The version that was read.</param>
internal sealed record SignatureBody(int Number);
