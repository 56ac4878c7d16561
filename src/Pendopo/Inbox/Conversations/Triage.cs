using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Live;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Conversations;

/// <summary>What colleagues do with a conversation besides answering it.</summary>
internal sealed class Triage(PendopoDb db, Here here, Colleagues colleagues, StaffMail mail, IStringLocalizer<InboxText> words, LiveFeed live, TimeProvider time)
{
    private const int LongestNote = 4000;

    public Task<Result<Conversation>> Close(Id<Conversation> id, CancellationToken cancel) =>
        Change(id, conversation => conversation.Close(time.Now()), cancel);

    public Task<Result<Conversation>> Reopen(Id<Conversation> id, CancellationToken cancel) =>
        Change(id, conversation => conversation.Reopen(), cancel);

    public Task<Result<Conversation>> MarkRead(Id<Conversation> id, bool read, CancellationToken cancel) =>
        Change(id, conversation =>
        {
            if (read)
                conversation.Read();
            else
                conversation.MarkUnread();
        }, cancel);

    /// <summary>Gives the conversation to a colleague who may answer, or to nobody.</summary>
    public async Task<Result<Conversation>> Assign(Id<Conversation> id, Id<Person>? person, CancellationToken cancel)
    {
        if (!here.May(InboxRoom.MayAssign) && person is not null && person != here.Actor)
            return words.Problem("MayNotAssign", "Assignee");
        if (person is { } who && (await colleagues.WhoAnswer(cancel)).All(colleague => colleague.Id != who))
            return words.Problem("NoSuchColleague", "Assignee");
        if (person is { } assignee && assignee != here.Actor)
            await mail.Tell([assignee], new("inbox.assigned", typeof(InboxText), "AssignedMail", $"/desk/inbox/{id}"), cancel);
        return await Change(id, conversation =>
        {
            conversation.Assign(person);
            conversation.Read();
        }, cancel);
    }

    /// <summary>Leaves a word for colleagues; it never leaves the house.</summary>
    public async Task<Result<Conversation>> Note(Id<Conversation> id, string? text, CancellationToken cancel)
    {
        var note = (text ?? "").Trim();
        if (note.Length is 0 or > LongestNote)
            return words.Problem(note.Length == 0 ? "NoteMissing" : "NoteTooLong", "Note", LongestNote);
        return await Change(id, conversation =>
        {
            db.Add(Message.By(conversation, MessageKind.Note, here.Actor, note, "", time.Now()));
            conversation.Read();
        }, cancel);
    }

    /// <summary>Keeps what a colleague is writing.</summary>
    public async Task<Result<Conversation>> KeepDraft(Id<Conversation> id, string? text, CancellationToken cancel)
    {
        var draft = await db.Set<ReplyDraft>().FirstOrDefaultAsync(row => row.ConversationId == id && row.WriterId == here.Actor, cancel);
        return await Change(id, conversation =>
        {
            draft ??= db.Add(ReplyDraft.Of(conversation, here.Actor)).Entity;
            draft.Keep(text ?? "", time.Now());
        }, cancel, tell: "typing");
    }

    private async Task<Result<Conversation>> Change(Id<Conversation> id, Action<Conversation> change, CancellationToken cancel, string tell = "message")
    {
        var conversation = await db.Set<Conversation>().FirstOrDefaultAsync(row => row.Id == id, cancel);
        if (conversation is null)
            return Problem.NotFound;
        change(conversation);
        await db.SaveChangesAsync(cancel);
        live.Tell(InboxLive.Topic(conversation.CentreId), tell);
        return conversation;
    }
}

/// <summary>What a person decides of an answer that failed, was held, or of which nobody knows whether it went out.</summary>
internal sealed class SettleAnswer(PendopoDb db, IStringLocalizer<InboxText> words, JobBoard jobs, LiveFeed live)
{
    /// <summary>Sends it again; for an unknown one only after a person looked and did not find it.</summary>
    public async Task<Result<Message>> Again(Id<Message> id, CancellationToken cancel)
    {
        var message = await db.Set<Message>().FirstOrDefaultAsync(row => row.Id == id && row.Kind == MessageKind.Answer, cancel);
        if (message is null)
            return Problem.NotFound;
        if (!message.TryAgain())
            return words.Problem("NothingToSendAgain");
        jobs.Add(new SendAnswer(message.Id));
        return await Save(message, cancel);
    }

    /// <summary>A person found it on the network.</summary>
    public async Task<Result<Message>> Found(Id<Message> id, CancellationToken cancel)
    {
        var message = await db.Set<Message>().FirstOrDefaultAsync(row => row.Id == id && row.State == MessageState.Unknown, cancel);
        if (message is null)
            return Problem.NotFound;
        message.FoundSent();
        return await Save(message, cancel);
    }

    private async Task<Result<Message>> Save(Message message, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        live.Tell(InboxLive.Topic(message.CentreId), "message");
        return message;
    }
}
