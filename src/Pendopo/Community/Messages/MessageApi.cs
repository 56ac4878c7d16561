using Pendopo.Community.Reports;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Community.Messages;

/// <param name="Standing">One of <see cref="Messages.Standing"/>.</param>
internal sealed record CorrespondenceBody(string Face, string Name, string Standing, string Words, DateTimeOffset At, int Unread)
{
    public static CorrespondenceBody Of(CorrespondenceCard card) => new(card.Handle, card.Name, card.Standing.ToString(), card.Words, card.At, card.Unread);
}

internal sealed record MessageBody(Guid Id, bool Mine, string Text, DateTimeOffset At);

internal sealed record MessagesBody(string Face, string Name, string Standing, IReadOnlyList<MessageBody> Messages, bool HasOlder)
{
    public static MessagesBody Of(CorrespondenceView view) => new(view.Other.Handle, view.Other.Name, view.Standing.ToString(), [.. view.Messages.Select(one => new MessageBody(one.Id.Value, one.Mine, one.Text, one.At))], view.HasOlder);
}

/// <param name="Key">A mark of one's own making; sent again, nothing is said twice.</param>
internal sealed record WriteMessageBody(string? Text = null, Guid? Key = null);

internal sealed record ConsentBody(bool Agrees = false);

internal sealed record MayAskBody(bool MayAsk = false);

/// <summary>Messages between members, for programs, with the same eyes as the pages.</summary>
internal static class MessageApi
{
    public static void Map(RouteGroupBuilder square)
    {
        square.MapGet("/messages", async (MessageReading reading, CancellationToken cancel) => TypedResults.Ok((await reading.All(cancel)).Select(CorrespondenceBody.Of)));
        square.MapPut("/messages", async (MayAskBody body, WriteMessage write, CancellationToken cancel) => (await write.Open(body.MayAsk, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapGet("/messages/{handle}", async (string handle, Id<SquareMessage>? before, MessageReading reading, CancellationToken cancel) =>
            await reading.With(handle, before, cancel) is { } view ? (IResult)TypedResults.Ok(MessagesBody.Of(view)) : TypedResults.NotFound());
        square.MapPost("/messages/{handle}", async (string handle, WriteMessageBody body, WriteMessage write, CancellationToken cancel) =>
            (await write.Run(handle, body.Text, body.Key ?? Guid.CreateVersion7(), cancel)).ToResult(message => TypedResults.Created($"/api/v1/square/messages/{handle}", new { id = message.Id })));
        square.MapPut("/messages/{handle}/consent", async (string handle, ConsentBody body, WriteMessage write, CancellationToken cancel) => (await write.Answer(handle, body.Agrees, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapDelete("/messages/{handle}", async (string handle, WriteMessage write, CancellationToken cancel) => (await write.Clear(handle, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapDelete("/messages/{handle}/{id}", async (string handle, Id<SquareMessage> id, WriteMessage write, CancellationToken cancel) => (await write.TakeBack(id, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapPost("/messages/{handle}/{id}/reports", async (string handle, Id<SquareMessage> id, ReportBody body, MakeReport reports, CancellationToken cancel) =>
            (await reports.Run(MessageKind.Kind, id.Value, body.Reason, body.Note, cancel)).ToResult(_ => TypedResults.Accepted((string?)null)));
    }
}
