using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Privately;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Live;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Conversations;

/// <param name="Text">The answer, plain.</param>
/// <param name="SeenUntil">The last message the writer saw; an answer that a colleague gave since is shown first.</param>
internal sealed record Answer(Id<Conversation> Conversation, string? Text, Id<Message>? SeenUntil);

/// <summary>Answers a conversation. The answer leaves after ten seconds; until then it can be taken back.</summary>
internal sealed class AnswerConversation(PendopoDb db, Here here, AnswerCheck check, JobBoard jobs, LiveFeed live, TimeProvider time)
{
    public async Task<Result<Message>> Handle(Answer answer, CancellationToken cancel)
    {
        var said = await db.Attempt(() => Write(answer, cancel), check.Stale, cancel);
        if (said.Ok)
            live.Tell(InboxLive.Topic(here.Centre.Id), "message");
        return said;
    }

    private async Task<Result<Message>> Write(Answer answer, CancellationToken cancel)
    {
        var conversation = await db.Set<Conversation>().FirstOrDefaultAsync(row => row.Id == answer.Conversation, cancel);
        if (conversation is null)
            return Problem.NotFound;
        var text = (answer.Text ?? "").Trim().ReplaceLineEndings("\n");
        var problems = await check.Of(conversation, text, answer.SeenUntil, cancel);
        if (problems.Count > 0)
            return problems;
        var now = time.Now();
        var message = Message.By(conversation, MessageKind.Answer, here.Actor, text, System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, now);
        db.Add(message);
        conversation.Say(text, now);
        if (conversation.AssigneeId is null)
            conversation.Assign(here.Actor);
        db.RemoveRange(await db.Set<ReplyDraft>().Where(row => row.ConversationId == conversation.Id && row.WriterId == here.Actor).ToListAsync(cancel));
        jobs.Add(new SendAnswer(message.Id), now + Message.UndoTime, lane: conversation.Network);
        return message;
    }
}

/// <summary>What keeps an answer from leaving: nothing in it, too long for the network, a colleague was first, or the guard.</summary>
internal sealed class AnswerCheck(PendopoDb db, ExitDoors exits, NetworkTerms network, TimeProvider time, IStringLocalizer<InboxText> words)
{
    /// <summary>The refusal when others were quicker.</summary>
    public Problem Stale() => words.Problem("Stale", "Text");

    public async Task<List<Problem>> Of(Conversation conversation, string text, Id<Message>? seenUntil, CancellationToken cancel)
    {
        if (text.Length == 0)
            return [words.Problem("AnswerMissing", "Text")];
        if (conversation.RestrictedAt is not null)
            return [words.Problem("Restricted", "Text")];
        if (await SaidSince(conversation.Id, seenUntil, cancel))
            return [words.Problem("ColleagueAnswered", "Text")];
        if (await (conversation.IsOwn ? UnfitInPrivate(conversation, text, cancel) : UnfitForNetwork(conversation, text, cancel)) is { } unfit)
            return [unfit];
        var verdict = await exits.Ask(InboxExits.Asking(conversation, text), cancel);
        if (verdict.MayLeave)
            return [];
        var kinds = verdict.Reasons.Select(reason => reason.Kind).Distinct(StringComparer.Ordinal).ToList();
        return [words.Problem(kinds.Exists(GuardKinds.TellsOfCare) ? "AnswerTellsOfCare" : "AnswerHeld", "Text", string.Join(", ", kinds.Select(GuardKinds.Word)))];
    }

    private async Task<Problem?> UnfitForNetwork(Conversation conversation, string text, CancellationToken cancel)
    {
        if (await network.Of(conversation, cancel) is not { } terms)
            return words.Problem("ChannelAway", "Text");
        if (!terms.Allows(text))
            return words.Problem(terms.Ready.Count > 0 ? "WindowReadyOnly" : "WindowNothingOnly", "Text");
        var fits = Fit.Check(terms.Bounds, text, []);
        return fits.FirstOrDefault(problem => problem.Trouble is FitTrouble.TooManyGraphemes or FitTrouble.TooManyBytes) is { } tooLong
            ? words.Problem("AnswerTooLong", "Text", tooLong.Is, tooLong.May) : null;
    }

    private async Task<Problem?> UnfitInPrivate(Conversation conversation, string text, CancellationToken cancel)
    {
        if (text.Length > TalkDoor.WordsLength)
            return words.Problem("AnswerTooLong", "Text", text.Length, TalkDoor.WordsLength);
        var talk = await db.Set<PrivateTalk>().AsNoTracking().FirstOrDefaultAsync(row => row.ContinuedId == conversation.Id, cancel);
        return talk?.IsLive(time.GetUtcNow()) == true ? null : words.Problem("TalkOver", "Text");
    }

    private async Task<bool> SaidSince(Id<Conversation> conversation, Id<Message>? seenUntil, CancellationToken cancel)
    {
        if (seenUntil is not { } seen)
            return false;
        var since = await db.Set<Message>().Where(row => row.Id == seen && row.ConversationId == conversation).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(cancel);
        return since is { } at && await db.Set<Message>().AnyAsync(
            row => row.ConversationId == conversation && row.Kind == MessageKind.Answer && row.At > at && row.Id != seen, cancel);
    }
}

/// <summary>Takes an answer back before it has left; its words return to the draft.</summary>
internal sealed class TakeBackAnswer(PendopoDb db, Here here, IStringLocalizer<InboxText> words, LiveFeed live, TimeProvider time)
{
    public async Task<Result<Conversation>> Handle(Id<Message> id, CancellationToken cancel)
    {
        var taken = await db.Attempt(() => Take(id, cancel), () => words.Problem("Stale"), cancel);
        if (taken.Ok)
            live.Tell(InboxLive.Topic(here.Centre.Id), "message");
        return taken;
    }

    private async Task<Result<Conversation>> Take(Id<Message> id, CancellationToken cancel)
    {
        var message = await db.Set<Message>().FirstOrDefaultAsync(row => row.Id == id && row.Kind == MessageKind.Answer && row.WriterId == here.Actor, cancel);
        if (message is null)
            return Problem.NotFound;
        if (!message.CanUndo(time.Now()))
            return words.Problem("TooLateToTakeBack");
        var conversation = await db.Set<Conversation>().FirstAsync(row => row.Id == message.ConversationId, cancel);
        var before = await db.Set<Message>().Where(row => row.ConversationId == conversation.Id && row.Id != id && row.Kind != MessageKind.Note && row.Kind != MessageKind.Automatic)
            .OrderByDescending(row => row.At).FirstOrDefaultAsync(cancel);
        conversation.Unsay(before?.Text ?? "", before?.At ?? conversation.CreatedAt, before?.Kind == MessageKind.Heard);
        // The next answer may have been begun already: the words taken back stand before it.
        var draft = await db.Set<ReplyDraft>().FirstOrDefaultAsync(row => row.ConversationId == conversation.Id && row.WriterId == here.Actor, cancel)
            ?? db.Add(ReplyDraft.Of(conversation, here.Actor)).Entity;
        draft.Keep(draft.Text.Length == 0 ? message.Text : $"{message.Text}\n\n{draft.Text}", time.Now());
        db.Remove(message);
        return conversation;
    }
}

internal static class InboxExits
{
    public const string Reply = "inbox.reply", Direct = "inbox.direct";

    /// <summary>In private the person concerned is told alone; a reply in public is read by everybody.</summary>
    public static Leaving Asking(Conversation conversation, string text, bool alone = false) =>
        new Leaving(conversation.Private || alone ? InboxExits.Direct : InboxExits.Reply, conversation.CentreId, $"conversation:{conversation.Id}", [new("text", text)]);
}
