using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Community.Questions;

/// <summary>A question as programs read it.</summary>
/// <param name="Post">The post that holds its words: `/api/v1/square/posts/{id}`.</param>
internal sealed record QuestionBody(Guid Id, Guid Post, string State, string Text, DateTimeOffset AskedAt, DateTimeOffset? AnswerBy, DateTimeOffset? AnsweredAt, Guid? Accepted, string Service)
{
    public static QuestionBody Of(Question question, Said said) =>
        new(question.Id.Value, said.Id.Value, question.State.ToString(), said.Text, question.AskedAt, question.DueAt, question.SettledAt, question.AcceptedId?.Value, question.Service);
}

/// <summary>A question as the desk reads it.</summary>
internal sealed record DeskQuestionBody(QuestionBody Question, string Urgency, string Note, bool Claimed)
{
    public static DeskQuestionBody Of(QuestionRow row) => new(QuestionBody.Of(row.Question, row.Said), row.Question.Urgency.ToString(), row.Question.Note, row.Question.ClaimedById is not null);
}

internal sealed record FaqBody(Guid Id, string Question, string Answer, string Topic, string? CheckedBy, DateTimeOffset CheckedAt)
{
    public static FaqBody Of(FaqView view) => new(view.Entry.Id.Value, view.Entry.Question, view.Entry.Answer, view.Entry.Topic, view.CheckedBy, view.Entry.CheckedAt);
}

internal sealed record SuggestionBody(string Kind, Guid Id, string Title, string Text);

internal sealed record AcceptanceBody(Guid? Answer = null);

internal sealed record TriageBody(string? Urgency = null, string? Note = null);

internal sealed record ServiceLinkBody(string? Service = null);

internal sealed record MakeFaqBody(string? Question = null, string? Answer = null);

/// <summary>Questions for programs, with the same eyes as the pages.</summary>
internal static class QuestionApi
{
    public static void Map(RouteGroupBuilder square)
    {
        square.MapPost("/questions", Ask);
        square.MapGet("/questions/suggestions", Suggest);
        square.MapGet("/questions/of/{id}", async (Id<Said> id, AskQuestion ask, SaidReading reading, CancellationToken cancel) =>
            await ask.Of(id, cancel) is { } question && await reading.One(id, cancel) is { } said ? (IResult)TypedResults.Ok(QuestionBody.Of(question, said)) : TypedResults.NotFound());
        square.MapPut("/questions/of/{id}/acceptance", async (Id<Said> id, AcceptanceBody body, AskQuestion ask, CancellationToken cancel) =>
            (await ask.Accept(id, body.Answer is { } answer ? new Id<Said>(answer) : null, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapPut("/posts/{id}/check", async (Id<Said> id, CheckAnswer check, CancellationToken cancel) => (await check.Run(id, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapDelete("/posts/{id}/check", async (Id<Said> id, CheckAnswer check, CancellationToken cancel) => (await check.End(id, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapGet("/faq", async (KnownAnswers known, CancellationToken cancel) => TypedResults.Ok((await known.Faq(cancel)).Select(FaqBody.Of)));
        Desk(square);
    }

    private static void Desk(RouteGroupBuilder square)
    {
        square.MapGet("/questions", async (QuestionDesk desk, CancellationToken cancel) => TypedResults.Ok((await desk.Open(cancel)).Select(DeskQuestionBody.Of))).Needs(CommunityRoom.MayTriage);
        square.MapGet("/questions/promise", async (QuestionDesk desk, CancellationToken cancel) => TypedResults.Ok(await desk.Kept(cancel))).Needs(CommunityRoom.MayTriage);
        square.MapPut("/questions/{id}/triage", async (Id<Question> id, TriageBody body, QuestionDesk desk, CancellationToken cancel) =>
            (await desk.Triage(id, body.Urgency, body.Note, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayTriage);
        square.MapPut("/questions/{id}/claim", async (Id<Question> id, QuestionDesk desk, CancellationToken cancel) => (await desk.Claim(id, mine: true, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayTriage);
        square.MapDelete("/questions/{id}/claim", async (Id<Question> id, QuestionDesk desk, CancellationToken cancel) => (await desk.Claim(id, mine: false, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayTriage);
        square.MapPut("/questions/{id}/privacy", async (Id<Question> id, QuestionDesk desk, CancellationToken cancel) => (await desk.OfferPrivate(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayTriage);
        square.MapPut("/questions/{id}/service", async (Id<Question> id, ServiceLinkBody body, QuestionDesk desk, CancellationToken cancel) =>
            (await desk.Link(id, body.Service, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayTriage);
        square.MapPost("/questions/{id}/faq", async (Id<Question> id, MakeFaqBody body, KeepFaq faq, CancellationToken cancel) =>
            (await faq.Run(id, body.Question, body.Answer, cancel)).ToResult(entry => TypedResults.Created("/api/v1/square/faq", new { id = entry.Id }))).Needs(CommunityRoom.MayTriage);
        square.MapDelete("/faq/{id}", async (Id<FaqEntry> id, KeepFaq faq, CancellationToken cancel) => (await faq.End(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayTriage);
    }

    private static async Task<IResult> Ask(SayBody body, AskQuestion ask, CancellationToken cancel) =>
        (await ask.Run(new(body.Text, body.Line, body.Topic, body.SeenBy, body.Group is { } group ? new(group) : null, body.Key ?? Guid.CreateVersion7(), Sure: body.Sure), cancel))
            .ToResult(said => TypedResults.Created($"/api/v1/square/questions/of/{said.Id}", new { id = said.Id }));

    private static async Task<IResult> Suggest(string? text, KnownAnswers known, CancellationToken cancel)
    {
        var found = await known.For(text is { Length: > Said.TextLength } ? text[..Said.TextLength] : text ?? "", cancel);
        return TypedResults.Ok(found.Faq.Select(entry => new SuggestionBody("faq", entry.Id.Value, entry.Question, entry.Answer))
            .Concat(found.Saved.Select(answer => new SuggestionBody("answer", answer.Id.Value, answer.Name, answer.Text)))
            .Concat(found.Alike.Select(said => new SuggestionBody("post", said.Id.Value, said.Line, said.Line.Length > 0 ? "" : said.Text))));
    }
}
