using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Privately;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Contracts;

/// <summary>Where what was told in private goes on.</summary>
/// <param name="Path">Below the centre's front page; nobody else knows it.</param>
/// <param name="Device">What the device keeps as the cookie <see cref="TellNurse.Cookie"/> of this path: without it the path opens for nobody.</param>
public sealed record ToldInPrivate(string Path, string Device, DateTimeOffset EndsAt);

/// <summary>Words that somebody wrote in another room and wants only the centre to read: they become a private conversation of the inbox.</summary>
public sealed class TellNurse
{
    /// <summary>The cookie of a device that may open a private way.</summary>
    public const string Cookie = "pendopo-private";

    private readonly PendopoDb db;
    private readonly Here here;
    private readonly KeepRules rules;
    private readonly EventBoard events;
    private readonly TalkBook book;

    internal TellNurse(PendopoDb db, Here here, KeepRules rules, EventBoard events, TalkBook book) => (this.db, this.here, this.rules, this.events, this.book) = (db, here, rules, events, book);

    /// <summary>Whether words that a member writes sound as if somebody needs help now. It only shows the way to help first; nothing is kept from being sent.</summary>
    public static bool SoundsUrgent(string text) => AnalysisDoor.MayBringForward(Conversation.Own) && UrgentWords.In(text, Conversation.Own);

    /// <summary>Begins the conversation and saves. Nothing but the name and the words comes along.</summary>
    /// <param name="name">What they want to be called.</param>
    /// <param name="text">What they wrote; not empty.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<ToldInPrivate> Begin(string name, string text, CancellationToken cancel)
    {
        var (conversation, talk, secret, device) = PrivateTalk.BeginOwn(here.Centre.Id, name, book.Now);
        db.AddRange(conversation, talk, Message.HeardPrivately(conversation, text, book.Now));
        conversation.Hear(text, book.Now);
        conversation.Expect((await rules.Read(cancel)).AnswerBy(conversation, book.Now, book.Centre));
        events.Publish(new PrivateWordsHeard(talk.CentreId, talk.Id.Value, conversation.Id.Value));
        book.Note("inbox.private-begun", talk);
        await db.SaveChangesAsync(cancel);
        book.Tell();
        return new($"/private/{secret}", device, talk.EndsAt);
    }
}
