using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Conversations;

public enum MessageKind
{
    /// <summary>From the other person.</summary>
    Heard,
    /// <summary>From the centre to the other person.</summary>
    Answer,
    /// <summary>From a colleague to colleagues; never leaves.</summary>
    Note,
    /// <summary>From the house itself while the centre is shut; it answers nothing.</summary>
    Automatic,
}

public enum MessageState
{
    /// <summary>An answer that can still be taken back.</summary>
    Waiting,
    Sending,
    /// <summary>Arrived, from either side.</summary>
    Sent,
    Failed,
    /// <summary>It may have gone out; a person looks and decides.</summary>
    Unknown,
    /// <summary>The author took it back; its words are gone.</summary>
    Withdrawn,
    /// <summary>The guard stopped it; it was not sent.</summary>
    Held,
}

/// <summary>One message of a conversation.</summary>
public sealed class Message : IBelongsToCentre, IVersioned
{
    /// <summary>How long an answer can be taken back.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);

    private Message()
    {
    }

    public Id<Message> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>Empty for a message that was taken back before it was heard: it stands in no conversation.</summary>
    public Id<Conversation> ConversationId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    public MessageKind Kind { get; private set; }
    public MessageState State { get; private set; }
    public string? RemoteId { get; private set; }
    public string? RemoteUrl { get; private set; }
    public string? RemoteVersion { get; private set; }
    public Id<Person>? WriterId { get; private set; }
    public string Text { get; private set; } = "";
    /// <summary>Clean HTML of what was heard, or null.</summary>
    public string? Html { get; private set; }
    public string? Language { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>When its author last changed it or took it back, or null.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }
    /// <summary>Why it failed or is not certain, in words for the person.</summary>
    public string? Reason { get; private set; }
    /// <summary>Whether an answer in a public conversation goes to the other person alone.</summary>
    public bool Alone { get; private set; }
    /// <summary>When its network is asked whether it stands there still; null where nobody settled that.</summary>
    public DateTimeOffset? LookAt { get; private set; }
    /// <summary>When it was seen there last; null for what was heard before that was kept.</summary>
    public DateTimeOffset? LookedAt { get; private set; }
    /// <summary>When its words went here because its network lets them be kept for a while only, or null.</summary>
    public DateTimeOffset? ForgottenAt { get; private set; }
    public int Version { get; set; }

    public static Message HeardIn(Conversation conversation, Incoming incoming) => new()
    {
        Id = Id<Message>.New(),
        CentreId = conversation.CentreId,
        ConversationId = conversation.Id,
        ChannelId = conversation.ChannelId,
        Kind = MessageKind.Heard,
        State = MessageState.Sent,
        RemoteId = incoming.Remote.Id,
        RemoteUrl = incoming.Remote.Url,
        RemoteVersion = incoming.Remote.Version,
        Text = incoming.Text,
        Html = incoming.Html,
        Language = incoming.Language,
        At = Instants.Cut(incoming.SentAt),
        ChangedAt = incoming.EditedAt is { } edited && edited > incoming.SentAt ? Instants.Cut(edited) : null,
    };

    /// <summary>What somebody wrote on the private way.</summary>
    public static Message HeardPrivately(Conversation conversation, string text, DateTimeOffset now)
    {
        var id = Id<Message>.New();
        return new()
        {
            Id = id,
            CentreId = conversation.CentreId,
            ConversationId = conversation.Id,
            ChannelId = conversation.ChannelId,
            Kind = MessageKind.Heard,
            State = MessageState.Sent,
            RemoteId = OwnRef(id).Id,
            Text = text,
            At = now,
        };
    }

    /// <summary>Where a message stands that no network carries.</summary>
    public static RemoteRef OwnRef(Id<Message> id) => new($"{Conversation.Own}:{id}", null);

    /// <summary>The mark of a message that its author took back before it was heard here; when it comes, none of it is kept.</summary>
    public static Message GoneBeforeHeard(Channel channel, string remoteId, DateTimeOffset now) => new()
    {
        Id = Id<Message>.New(),
        CentreId = channel.CentreId,
        ChannelId = channel.Id,
        Kind = MessageKind.Heard,
        State = MessageState.Withdrawn,
        RemoteId = remoteId,
        At = now,
        ChangedAt = now,
    };

    public static Message By(Conversation conversation, MessageKind kind, Id<Person> writer, string text, string language, DateTimeOffset now) => new()
    {
        Id = Id<Message>.New(),
        CentreId = conversation.CentreId,
        ConversationId = conversation.Id,
        ChannelId = conversation.ChannelId,
        Kind = kind,
        State = kind == MessageKind.Note ? MessageState.Sent : MessageState.Waiting,
        WriterId = writer,
        Text = text,
        Language = language,
        At = now,
    };

    public static Message Automatic(Conversation conversation, string text, string language, DateTimeOffset now) => new()
    {
        Id = Id<Message>.New(),
        CentreId = conversation.CentreId,
        ConversationId = conversation.Id,
        ChannelId = conversation.ChannelId,
        Kind = MessageKind.Automatic,
        State = MessageState.Waiting,
        Text = text,
        Language = language,
        At = now,
    };

    public bool CanUndo(DateTimeOffset now) => Kind == MessageKind.Answer && State == MessageState.Waiting && now < At + UndoTime;

    /// <summary>Keeps the intent to send before the irreversible call. False when it is not to be sent any more.</summary>
    public bool BeginSending()
    {
        if (Kind is not (MessageKind.Answer or MessageKind.Automatic) || State is not (MessageState.Waiting or MessageState.Sending))
            return false;
        State = MessageState.Sending;
        return true;
    }

    /// <summary>Puts a failed or held answer back in line; also one that a person looked for and did not find on the network.</summary>
    public bool TryAgain()
    {
        if (State is not (MessageState.Failed or MessageState.Held or MessageState.Unknown))
            return false;
        (State, Reason) = (MessageState.Waiting, null);
        return true;
    }

    public void ToThemAlone() => Alone = true;

    public void Arrived(RemoteRef remote) =>
        (State, RemoteId, RemoteUrl, RemoteVersion, Reason) = (MessageState.Sent, remote.Id, remote.Url, remote.Version, null);

    /// <summary>A person found it on the network.</summary>
    public bool FoundSent()
    {
        if (State != MessageState.Unknown)
            return false;
        (State, Reason) = (MessageState.Sent, null);
        return true;
    }

    public void Fail(MessageState state, string reason) => (State, Reason) = (state, reason);

    /// <summary>Takes what is told of a message that is known: the latest words stand, and an older version that comes late changes nothing.</summary>
    /// <returns>The words that do not stand, or stand no longer; null when nothing else is said.</returns>
    public MessageVersion? Hear(Incoming told)
    {
        if (Kind != MessageKind.Heard || State == MessageState.Withdrawn || ForgottenAt is not null || told.Text == Text)
            return null;
        var (here, there) = (ChangedAt ?? At, Instants.Cut(told.EditedAt ?? told.SentAt));
        if (there < here)
            return MessageVersion.Of(this, told.Text, told.Language, there);
        var earlier = MessageVersion.Of(this, Text, Language, here);
        (Text, Html, Language, RemoteVersion, ChangedAt) = (told.Text, told.Html, told.Language, told.Remote.Version ?? RemoteVersion, there);
        return earlier;
    }

    public void LookLater(DateTimeOffset when) => LookAt = when;

    /// <summary>It stands there still.</summary>
    /// <param name="words">The words that it has now; empty where they cannot have changed. Earlier ones are not kept.</param>
    public void Looked(DateTimeOffset next, DateTimeOffset now, string words)
    {
        (LookAt, LookedAt) = (next, now);
        if (words.Length > 0 && words != Text)
            (Text, Html, ChangedAt) = (words, null, now);
    }

    /// <summary>It was read there now.</summary>
    public void WasRead(DateTimeOffset now) => LookedAt = now;

    /// <summary>Its network lets words be kept for a while only: they go, that there was a message stays, and the way to it.</summary>
    public void Forget(DateTimeOffset now) => (Text, Html, Language, ForgottenAt) = ("", null, null, now);

    /// <summary>The author took it back: the words go, that there was a message stays.</summary>
    public void Withdraw(DateTimeOffset now) =>
        (State, Text, Html, ChangedAt) = (MessageState.Withdrawn, "", null, now);
}

/// <summary>What a colleague has begun to write: it survives a closed window, and tells others that an answer is on its way.</summary>
public sealed class ReplyDraft : IBelongsToCentre
{
    /// <summary>How long after the last keystroke others still see "is replying".</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private ReplyDraft()
    {
    }

    public Id<ReplyDraft> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Conversation> ConversationId { get; private set; }
    public Id<Person> WriterId { get; private set; }
    public string Text { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public static ReplyDraft Of(Conversation conversation, Id<Person> writer) =>
        new() { Id = Id<ReplyDraft>.New(), CentreId = conversation.CentreId, ConversationId = conversation.Id, WriterId = writer };

    public void Keep(string text, DateTimeOffset now) => (Text, At) = (text, now);
}
