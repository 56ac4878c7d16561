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
    /// <summary>Longest time out of sight.</summary>
    public const int MostDays = 30;

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

    /// <summary>Puts it out of sight until a morning, or back into it. What sounds urgent stays in sight.</summary>
    /// <param name="days">Mornings to wait, 1 to <see cref="MostDays"/>; 0 brings it back.</param>
    public Task<Result<Conversation>> Snooze(Id<Conversation> id, int days, CancellationToken cancel) => Change(id, conversation =>
    {
        if (days is < 0 or > MostDays)
            return Task.FromResult<Problem?>(words.Problem("SnoozeUnclear", null, MostDays));
        if (days > 0 && conversation.UrgentAt is not null)
            return Task.FromResult<Problem?>(words.Problem("UrgentStays"));
        var morning = here.Centre.Local(time.Now()).Date.AddDays(days).AddHours(7);
        conversation.Snooze(days == 0 ? null : here.Centre.Instant(morning));
        return Task.FromResult<Problem?>(null);
    }, cancel);

    /// <summary>Gives the conversation to a colleague who may answer, or to nobody. Who may not give it away may take it, and leave it again.</summary>
    public async Task<Result<Conversation>> Assign(Id<Conversation> id, Id<Person>? person, CancellationToken cancel)
    {
        var mayGive = here.May(InboxRoom.MayAssign);
        if (!mayGive && (!here.May(InboxRoom.MayReply) || person is not null && person != here.Actor))
            return words.Problem("MayNotAssign", "Assignee");
        if (person is { } who && (await colleagues.WhoAnswer(cancel)).All(colleague => colleague.Id != who))
            return words.Problem("NoSuchColleague", "Assignee");
        return await Change(id, async conversation =>
        {
            if (!mayGive && conversation.AssigneeId is { } holder && holder != here.Actor)
                return words.Problem("MayNotAssign", "Assignee");
            conversation.Assign(person);
            conversation.Read();
            if (person is { } assignee && assignee != here.Actor)
                await mail.Tell([assignee], new("inbox.assigned", typeof(InboxText), "AssignedMail", $"/desk/inbox/{id}"), cancel);
            return null;
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
    public Task<Result<Conversation>> KeepDraft(Id<Conversation> id, string? text, CancellationToken cancel) =>
        Change(id, async conversation =>
        {
            var draft = await db.Set<ReplyDraft>().FirstOrDefaultAsync(row => row.ConversationId == id && row.WriterId == here.Actor, cancel)
                ?? db.Add(ReplyDraft.Of(conversation, here.Actor)).Entity;
            draft.Keep(text ?? "", time.Now());
            return null;
        }, cancel, tell: "typing");

    private Task<Result<Conversation>> Change(Id<Conversation> id, Action<Conversation> change, CancellationToken cancel) =>
        Change(id, conversation =>
        {
            change(conversation);
            return Task.FromResult<Problem?>(null);
        }, cancel);

    private async Task<Result<Conversation>> Change(Id<Conversation> id, Func<Conversation, Task<Problem?>> change, CancellationToken cancel, string tell = "message")
    {
        var changed = await db.Attempt<Conversation>(async () =>
        {
            if (await db.Set<Conversation>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } conversation)
                return Problem.NotFound;
            return await change(conversation) is { } problem ? problem : conversation;
        }, () => words.Problem("Stale"), cancel);
        if (changed.Ok)
            live.Tell(InboxLive.Topic(here.Centre.Id), tell);
        return changed;
    }
}
