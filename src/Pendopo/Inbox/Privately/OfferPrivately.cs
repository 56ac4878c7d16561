using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Live;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Ui;

namespace Pendopo.Inbox.Privately;

/// <summary>Answers in public, or to the person alone where the network can, with nothing but a link by which they go on in private.</summary>
internal sealed class OfferPrivately(PendopoDb db, Here here, Accounts accounts, PublicAddress address, JobBoard jobs, TalkBook book)
{
    public async Task<Result<PrivateTalk>> Run(Id<Conversation> id, CancellationToken cancel)
    {
        var offered = await db.Attempt(() => Write(id, cancel), book.Stale, cancel);
        if (offered.Ok)
            book.Tell();
        return offered;
    }

    private async Task<Result<PrivateTalk>> Write(Id<Conversation> id, CancellationToken cancel)
    {
        if (await db.Set<Conversation>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } conversation)
            return Problem.NotFound;
        if (conversation.RestrictedAt is not null)
            return book.Problem("Restricted");
        if (conversation.IsOwn || await book.Of(id, cancel) is { } standing && standing.IsLive(book.Now))
            return book.Problem("OfferedAlready");
        if (await accounts.Find(conversation.ChannelId, cancel) is not { State: ChannelState.Connected } channel)
            return book.Problem("OfferChannelAway");
        var (talk, secret) = PrivateTalk.Offer(conversation, here.Actor, book.Now);
        db.Add(talk);
        var language = await Language(id, cancel);
        var message = Message.By(conversation, MessageKind.Answer, here.Actor, Words(talk, secret, language), language, book.Now);
        if (!conversation.Private && accounts.Connector(channel.Network).Abilities.HasFlag(ConnectorAbilities.Alone))
            message.ToThemAlone();
        db.Add(message);
        conversation.Say(message.Text, book.Now);
        if (conversation.AssigneeId is null)
            conversation.Assign(here.Actor);
        jobs.Add(new SendAnswer(message.Id), book.Now + Message.UndoTime, lane: conversation.Network);
        book.Note("inbox.private-offered", talk);
        return talk;
    }

    private string Words(PrivateTalk talk, string secret, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var link = $"{address.Home(here.Centre)}/private/{secret}";
        return string.Format(culture, TalkText.Say("OfferWords", language), link, Clock.DateOf(talk.EndsAt, here.Centre.Zone).ToString("d MMMM", culture));
    }

    // In the language in which they wrote last.
    private async Task<string> Language(Id<Conversation> id, CancellationToken cancel) =>
        await db.Set<Message>().Where(row => row.ConversationId == id && row.Kind == MessageKind.Heard).OrderByDescending(row => row.At).Select(row => row.Language).FirstOrDefaultAsync(cancel) switch
        {
            "en" => "en",
            "id" => "id",
            _ => here.Centre.Language,
        };
}

/// <summary>Closes a private way: the link and the device that opened it get in no more; what was said stays in the inbox.</summary>
internal sealed class ClosePrivately(PendopoDb db, EventBoard events, TalkBook book)
{
    public async Task<Result<PrivateTalk>> Run(Id<Conversation> id, CancellationToken cancel)
    {
        var closed = await db.Attempt<PrivateTalk>(async () =>
        {
            if (await book.Of(id, cancel) is not { } talk)
                return Problem.NotFound;
            if (!talk.IsLive(book.Now))
                return book.Problem("TalkOver");
            talk.Close(book.Now);
            events.Publish(new PrivateTalkClosed(talk.CentreId, talk.Id.Value));
            book.Note("inbox.private-closed", talk);
            return talk;
        }, book.Stale, cancel);
        if (closed.Ok)
            book.Tell();
        return closed;
    }
}

/// <summary>What every act on a private way begins and ends with.</summary>
internal sealed class TalkBook(PendopoDb db, Here here, AuditBook audit, LiveFeed live, TimeProvider time, IStringLocalizer<TalkText> words)
{
    public DateTimeOffset Now { get; } = time.Now();

    public Centre Centre => here.Centre;

    public Problem Problem(string code, string? field = null, params object[] arguments) => words.Problem(code, field, arguments);

    /// <summary>The refusal when others were quicker.</summary>
    public Problem Stale() => Problem("TalkStale");

    public void Note(string act, PrivateTalk talk) => audit.Note(act, $"private-talk:{talk.Id}");

    public void Tell() => live.Tell(InboxLive.Topic(here.Centre.Id), "message");

    /// <summary>The newest private way that was offered in a conversation, or the one whose words it holds; null when there is none.</summary>
    public Task<PrivateTalk?> Of(Id<Conversation> id, CancellationToken cancel) =>
        db.Set<PrivateTalk>().Where(talk => talk.FromId == id || talk.ContinuedId == id).OrderByDescending(talk => talk.OfferedAt).ThenByDescending(talk => talk.Id).FirstOrDefaultAsync(cancel);
}
