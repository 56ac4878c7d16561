using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Web;

namespace Pendopo.Inbox.Conversations;

internal sealed record AnswerBody(string? Text = null, Id<Message>? SeenUntil = null);

internal sealed record NoteBody(string? Text = null);

internal sealed record AssignmentBody(Id<Person>? Person = null);

internal sealed record HandOverBody(string? To = null, string? Note = null);

internal sealed record MessageBody(Id<Message> Id, MessageKind Kind, MessageState State, string Text, DateTimeOffset At, string? Url, string? Reason)
{
    /// <summary>When its words went because its network lets them be kept for a while only, or null.</summary>
    public DateTimeOffset? WordsWentAt { get; init; }

    public static MessageBody Of(Message message) =>
        new(message.Id, message.Kind, message.State, message.Text, message.At, message.RemoteUrl, message.Reason is { } reason ? KeptReason.Say(reason) : null) { WordsWentAt = message.ForgottenAt };
}

internal sealed record ConversationBody(ConversationRow Conversation, IReadOnlyList<MessageBody> Messages);

/// <summary>The inbox for programs, with the same handlers as its pages.</summary>
internal static class ConversationsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/inbox/live", InboxLive.Stream).Needs(InboxRoom.MayRead).ExcludeFromDescription();
        var api = routes.MapGroup("/api/v1/conversations").WithTags("Conversations").Needs(InboxRoom.MayRead);
        api.MapGet("/", List);
        api.MapGet("/{id}", One);
        api.MapPost("/{id}/answers", Answered).Needs(InboxRoom.MayReply);
        api.MapPost("/{id}/notes", Noted).Needs(InboxRoom.MayReply);
        api.MapPut("/{id}/assignment", Assigned).Needs(InboxRoom.MayAssign);
        api.MapPut("/{id}/closure", Closed).Needs(InboxRoom.MayReply);
        api.MapDelete("/{id}/closure", Reopened).Needs(InboxRoom.MayReply);
        routes.MapPut("/api/v1/conversations/{id}/handover", HandedOver).WithTags("Conversations").Needs(InboxRoom.MayReply);
    }

    private static async Task<IResult> HandedOver(Id<Conversation> id, HandOverBody body, HandOver over, CancellationToken cancel) =>
        (await over.Run(id, body.To, body.Note, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<Ok<ConversationSlice>> List(ConversationQueries queries, InboxView? view, PageMark? before, CancellationToken cancel) =>
        TypedResults.Ok(await queries.List(view ?? InboxView.Open, before, cancel));

    private static async Task<IResult> One(Id<Conversation> id, ConversationQueries queries, NoteOpening opening, CancellationToken cancel)
    {
        if (await queries.Find(id, cancel) is not { } found)
            return TypedResults.NotFound();
        await opening.Run(id, cancel);
        var row = new ConversationRow(found.Id, found.Network, found.AuthorName, found.AuthorHandle, found.Excerpt, found.Unread, found.WaitsForAnswer,
            found.Private, found.AssigneeId, found.LastAt, found.ClosedAt, found.AnswerBy, found.RoleId, found.ApartAt is not null);
        return TypedResults.Ok(new ConversationBody(row, [.. (await queries.Messages(id, cancel)).Select(MessageBody.Of)]));
    }

    private static async Task<IResult> Answered(Id<Conversation> id, AnswerBody body, AnswerConversation answer, CancellationToken cancel) =>
        (await answer.Handle(new(id, body.Text, body.SeenUntil), cancel)).ToResult(message => TypedResults.Accepted((string?)null, MessageBody.Of(message)));

    private static async Task<IResult> Noted(Id<Conversation> id, NoteBody body, Triage triage, CancellationToken cancel) =>
        (await triage.Note(id, body.Text, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<IResult> Assigned(Id<Conversation> id, AssignmentBody body, Triage triage, CancellationToken cancel) =>
        (await triage.Assign(id, body.Person, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<IResult> Closed(Id<Conversation> id, Triage triage, CancellationToken cancel) =>
        (await triage.Close(id, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<IResult> Reopened(Id<Conversation> id, Triage triage, CancellationToken cancel) =>
        (await triage.Reopen(id, cancel)).ToResult(_ => TypedResults.NoContent());
}
