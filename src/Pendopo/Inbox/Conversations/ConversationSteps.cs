using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Conversations;

/// <summary>The forms of a conversation's page: each step is done and the page shown again.</summary>
internal static class ConversationSteps
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var steps = routes.MapGroup("/desk/inbox/{id}").Needs(InboxRoom.MayReply).ExcludeFromDescription();
        steps.MapPost("/draft", Draft);
        steps.MapPost("/undo", Undo);
        steps.MapPost("/again", Again);
        steps.MapPost("/state", State);
        steps.MapPost("/notes", Note);
        steps.MapPost("/comment", async (Id<Conversation> id, [FromForm] Id<Message> message, [FromForm] string? act, TendComment tend, CancellationToken cancel) => Back(id, await tend.Run(id, message, act, cancel)));
        // Taking a conversation oneself needs no more than reading; giving it to others is judged by the act itself.
        routes.MapPost("/desk/inbox/{id}/assign", Assign).Needs(InboxRoom.MayRead).ExcludeFromDescription();
        // Who gives away needs no more than reading besides; the act itself judges it.
        routes.MapPost("/desk/inbox/{id}/handover", async (Id<Conversation> id, [FromForm] string? to, [FromForm] string? note, HandOver over, CancellationToken cancel) => Back(id, await over.Run(id, to, note, cancel)))
            .Needs(InboxRoom.MayRead).ExcludeFromDescription();
    }

    private static async Task<IResult> Draft(Id<Conversation> id, [FromForm(Name = "Form.Text")] string? text, HttpContext http, Triage triage, CancellationToken cancel)
    {
        var kept = await triage.KeepDraft(id, text, cancel);
        return http.Request.Headers.ContainsKey("X-Autosave") && kept.Ok ? TypedResults.NoContent() : Back(id, kept);
    }

    private static async Task<IResult> Undo(Id<Conversation> id, [FromForm] Id<Message> message, TakeBackAnswer takeBack, CancellationToken cancel) =>
        Back(id, await takeBack.Handle(message, cancel));

    private static async Task<IResult> Again(Id<Conversation> id, [FromForm] Id<Message> message, [FromForm] string? found, SettleAnswer settle, CancellationToken cancel) =>
        Back(id, found == "true" ? await settle.Found(message, cancel) : await settle.Again(message, cancel));

    private static async Task<IResult> Assign(Id<Conversation> id, [FromForm] string? assignee, Triage triage, CancellationToken cancel) =>
        Back(id, await triage.Assign(id, Id<Person>.TryParse(assignee, null, out var person) ? person : null, cancel));

    private static async Task<IResult> State(Id<Conversation> id, [FromForm] string? to, Triage triage, CancellationToken cancel) => to switch
    {
        "closed" => Back(id, await triage.Close(id, cancel)),
        "open" => Back(id, await triage.Reopen(id, cancel)),
        "read" => Back(id, await triage.MarkRead(id, true, cancel)),
        "tomorrow" => Back(id, await triage.Snooze(id, 1, cancel)),
        "next-week" => Back(id, await triage.Snooze(id, 7, cancel)),
        "in-sight" => Back(id, await triage.Snooze(id, 0, cancel)),
        "unread" => Back(id, await triage.MarkRead(id, false, cancel)),
        _ => TypedResults.BadRequest(),
    };

    private static async Task<IResult> Note(Id<Conversation> id, [FromForm] string? text, Triage triage, CancellationToken cancel) =>
        Back(id, await triage.Note(id, text, cancel));

    internal static IResult Back<T>(Id<Conversation> id, Result<T> result) => result switch
    {
        { IsNotFound: true } => TypedResults.NotFound(),
        { Ok: true } => TypedResults.Redirect($"/desk/inbox/{id}"),
        _ => TypedResults.Redirect($"/desk/inbox/{id}?trouble={result.Problems[0].Code}"),
    };
}
