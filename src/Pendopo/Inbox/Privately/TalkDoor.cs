using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Hours;
using Pendopo.Platform.Access;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Inbox.Privately;

/// <summary>The other end of a private way: the person opens it, reads and writes. No account, no name asked.</summary>
internal sealed class TalkDoor(PendopoDb db, EventBoard events, KeepRules rules, TalkBook book)
{
    public const int WordsLength = 4_000;

    /// <summary>Words without an answer between them; more at once would only bury the first.</summary>
    public const int MostUnanswered = 20;

    /// <summary>The talk of a link that can still be opened, or was opened by this device; null for everybody else.</summary>
    public async Task<PrivateTalk?> Follow(string secret, string? device, CancellationToken cancel)
    {
        var hash = SecretLink.HashOf(secret);
        var talk = await db.Set<PrivateTalk>().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel);
        return talk is not null && talk.IsLive(book.Now) && (talk.OpenedAt is null || talk.IsOf(device)) ? talk : null;
    }

    /// <summary>Binds the talk to the device that asks.</summary>
    /// <returns>The secret for its cookie; nothing found when another was quicker.</returns>
    public async Task<Result<string>> Open(string secret, CancellationToken cancel) => await db.Attempt<string>(async () =>
    {
        if (await Follow(secret, null, cancel) is not { } talk || talk.Open(book.Now) is not { } device)
            return Problem.NotFound;
        events.Publish(new PrivateTalkOpened(talk.CentreId, talk.Id.Value));
        book.Note("inbox.private-opened", talk);
        return device;
    }, () => Problem.NotFound, cancel);

    /// <summary>What was said, oldest first: the person's words, and answers that have left the desk.</summary>
    public async Task<IReadOnlyList<Message>> Words(PrivateTalk talk, CancellationToken cancel) =>
        talk.ContinuedId is not { } conversation ? [] : await db.Set<Message>().AsNoTracking()
            .Where(row => row.ConversationId == conversation && row.Kind != MessageKind.Note && row.State == MessageState.Sent).OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(cancel);

    public async Task<Result<Done>> Say(string secret, string? device, string? text, CancellationToken cancel)
    {
        var said = await db.Attempt(() => Write(secret, device, (text ?? "").Trim().ReplaceLineEndings("\n"), cancel), book.Stale, cancel);
        if (said.Ok)
            book.Tell();
        return said;
    }

    private async Task<Result<Done>> Write(string secret, string? device, string text, CancellationToken cancel)
    {
        if (await Follow(secret, device, cancel) is not { OpenedAt: not null } talk)
            return Problem.NotFound;
        if (text.Length is 0 or > WordsLength)
            return book.Problem(text.Length == 0 ? "WordsMissing" : "WordsTooLong", "Text", WordsLength);
        if (await Unanswered(talk, cancel) >= MostUnanswered)
            return book.Problem("WaitForAnswer", "Text");
        var conversation = talk.ContinuedId is { } known ? await db.Set<Conversation>().FirstAsync(row => row.Id == known, cancel) : await Begin(talk, cancel);
        db.Add(Message.HeardPrivately(conversation, text, book.Now));
        conversation.Hear(text, book.Now);
        conversation.Expect((await rules.Read(cancel)).AnswerBy(conversation, book.Now, book.Centre));
        talk.Said(conversation.Id, book.Now);
        events.Publish(new PrivateWordsHeard(talk.CentreId, talk.Id.Value, conversation.Id.Value));
        return default(Done);
    }

    private async Task<int> Unanswered(PrivateTalk talk, CancellationToken cancel)
    {
        if (talk.ContinuedId is not { } id)
            return 0;
        var words = db.Set<Message>().Where(row => row.ConversationId == id);
        var answered = await words.Where(row => row.Kind == MessageKind.Answer).OrderByDescending(row => row.At).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(cancel);
        return await words.CountAsync(row => row.Kind == MessageKind.Heard && (answered == null || row.At > answered), cancel);
    }

    private async Task<Conversation> Begin(PrivateTalk talk, CancellationToken cancel)
    {
        var from = await db.Set<Conversation>().FirstAsync(row => row.Id == talk.FromId, cancel);
        return db.Add(Conversation.Continue(from, talk.Author, book.Now)).Entity;
    }
}
