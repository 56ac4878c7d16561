using System.Security.Cryptography;
using System.Text;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Inbox.Conversations;

/// <summary>What one person and the centre say to each other in one thread of one channel.</summary>
public sealed class Conversation : IBelongsToCentre, IVersioned
{
    /// <summary>The network of what is said on the centre's own private way.</summary>
    public const string Own = "private";

    /// <summary>Stands before the number of a writer who is known no longer.</summary>
    public const string Forgotten = "forgotten:";

    private const int ExcerptLength = 140;

    private Conversation()
    {
    }

    public Id<Conversation> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    public string Network { get; private set; } = "";
    /// <summary>Thread and author, hashed: the same pair always finds the same conversation.</summary>
    public string ThreadKey { get; private set; } = "";
    public string AuthorId { get; private set; } = "";
    public string AuthorHandle { get; private set; } = "";
    public string AuthorName { get; private set; } = "";
    public string? AuthorUrl { get; private set; }
    /// <summary>The post it is about, when it began under one of ours.</summary>
    public Id<Post>? PostId { get; private set; }
    /// <summary>The first message of the thread, as the network wants it in a reply.</summary>
    public string RootId { get; private set; } = "";
    public string? RootVersion { get; private set; }
    public bool Private { get; private set; }
    public string Excerpt { get; private set; } = "";
    public bool Unread { get; private set; }
    /// <summary>True when the last word is the other person's.</summary>
    public bool WaitsForAnswer { get; private set; }
    public Id<Person>? AssigneeId { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    /// <summary>When something urgent was heard that nobody has answered; null when nothing was.</summary>
    public DateTimeOffset? UrgentAt { get; private set; }
    /// <summary>Until when it is out of sight, or null.</summary>
    public DateTimeOffset? SnoozedUntil { get; private set; }
    /// <summary>By when it is to be answered; null for one that was heard before there was such a clock. Counts while it waits.</summary>
    public DateTimeOffset? AnswerBy { get; private set; }
    /// <summary>When somebody was reminded of it, or null.</summary>
    public DateTimeOffset? RemindedAt { get; private set; }
    /// <summary>Since when it stands apart because its writer is blocked, or null.</summary>
    public DateTimeOffset? ApartAt { get; private set; }
    /// <summary>The role it was handed to, while no colleague of it has taken it.</summary>
    public Id<Role>? RoleId { get; private set; }
    /// <summary>Since when nobody works with it, because the person asked for a stop; null while it may be worked with.</summary>
    public DateTimeOffset? RestrictedAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public bool Closed => ClosedAt is not null;

    /// <summary>Whether it is held on the centre's own private way: no network is asked.</summary>
    public bool IsOwn => Network == Own;

    /// <summary>Whether nobody knows any more who wrote it: no account can be blocked or joined by it.</summary>
    public bool IsWriterForgotten => AuthorId.StartsWith(Forgotten, StringComparison.Ordinal);

    public static Conversation Begin(Channel channel, Incoming first, RemoteRef root, Id<Post>? post, DateTimeOffset now) => new()
    {
        Id = Id<Conversation>.New(),
        CentreId = channel.CentreId,
        ChannelId = channel.Id,
        Network = channel.Network,
        ThreadKey = KeyOf(root.Id, first.Author.Id),
        AuthorId = first.Author.Id,
        AuthorHandle = first.Author.Handle,
        AuthorName = first.Author.Name,
        AuthorUrl = first.Author.Url,
        PostId = post,
        RootId = root.Id,
        RootVersion = root.Version,
        Private = first.Kind == IncomingKind.Private,
        CreatedAt = now,
    };

    /// <summary>What goes on in private of a conversation elsewhere. Nothing that was said there comes along, and no post.</summary>
    /// <param name="author">Names whoever opened the private way.</param>
    public static Conversation Continue(Conversation from, string author, DateTimeOffset now) => new()
    {
        Id = Id<Conversation>.New(),
        CentreId = from.CentreId,
        ChannelId = from.ChannelId,
        Network = Own,
        ThreadKey = KeyOf(Own, author),
        AuthorId = author,
        AuthorHandle = from.AuthorHandle,
        AuthorName = from.AuthorName,
        RootId = author,
        Private = true,
        AssigneeId = from.AssigneeId,
        CreatedAt = now,
    };

    /// <summary>What somebody told the centre alone, from another room. No channel carries it.</summary>
    public static Conversation BeginOwn(Id<Centre> centre, string author, string name, DateTimeOffset now) => new()
    {
        Id = Id<Conversation>.New(),
        CentreId = centre,
        Network = Own,
        ThreadKey = KeyOf(Own, author),
        AuthorId = author,
        AuthorHandle = "",
        AuthorName = name,
        RootId = author,
        Private = true,
        CreatedAt = now,
    };

    public static string KeyOf(string root, string author) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{root}\n{author}")));

    /// <summary>The other person said something: it is unread, waits, and opens again when it was closed.</summary>
    public void Hear(string text, DateTimeOffset sentAt)
    {
        if (!WaitsForAnswer)
            (AnswerBy, RemindedAt) = (null, null);
        (Unread, WaitsForAnswer, ClosedAt, SnoozedUntil) = (true, true, null, null);
        if (UrgentWords.In(text, Network))
            UrgentAt ??= sentAt;
        Touch(text, sentAt);
    }

    /// <summary>The centre said something.</summary>
    public void Say(string text, DateTimeOffset now)
    {
        (Unread, WaitsForAnswer, UrgentAt) = (false, false, null);
        Touch(text, now);
    }

    /// <summary>What the centre said was taken back before it left.</summary>
    public void Unsay(string lastText, DateTimeOffset lastAt, bool waits) => (Excerpt, LastAt, WaitsForAnswer) = (Cut(lastText), lastAt, waits);

    /// <summary>The author changed words or took them back: the list shows what was said last as it stands now.</summary>
    public void Retell(string lastText) => Excerpt = Cut(lastText);

    /// <summary>Who it was is kept no longer. The same writer is found again by the key of the thread.</summary>
    public void ForgetAuthor(string someone)
    {
        ForgetName(someone);
        AuthorId = Forgotten + Id;
    }

    /// <summary>What they are called is kept no longer; the number by which they are found is.</summary>
    public void ForgetName(string someone) => (AuthorHandle, AuthorName, AuthorUrl) = ("", someone, null);

    /// <summary>Who was forgotten and writes again is known again.</summary>
    public void Meet(RemotePerson author)
    {
        if (IsWriterForgotten || AuthorId == author.Id && AuthorHandle.Length == 0 && author.Handle.Length > 0)
            (AuthorId, AuthorHandle, AuthorName, AuthorUrl) = (author.Id, author.Handle, author.Name, author.Url);
    }

    /// <summary>What the centre said did not arrive: it waits again.</summary>
    public void NotAnswered() => (Unread, WaitsForAnswer, ClosedAt) = (true, true, null);

    public void Read() => Unread = false;

    public void MarkUnread() => Unread = true;

    public void Assign(Id<Person>? person) => (AssigneeId, RoleId) = (person, null);

    /// <summary>Gives it to a colleague, or to whoever of a role takes it.</summary>
    public void HandTo(Id<Person>? person, Id<Role>? role) => (AssigneeId, RoleId, Unread) = (person, role, true);

    /// <summary>Sets by when it is to be answered: the first word that waits starts the clock, an urgent one may shorten it.</summary>
    public void Expect(DateTimeOffset by) => AnswerBy = AnswerBy is { } earlier && earlier <= by ? earlier : by;

    public void Remind(DateTimeOffset now) => RemindedAt = now;

    /// <summary>Its writer is blocked.</summary>
    public void KeepApart(DateTimeOffset now) => ApartAt ??= now;

    public void BringBack() => ApartAt = null;

    public void Close(DateTimeOffset now) => (ClosedAt, Unread, WaitsForAnswer, UrgentAt, SnoozedUntil) = (now, false, false, null, null);

    /// <summary>Puts it out of sight until an instant, or back; a new word of the person brings it back at once.</summary>
    public void Snooze(DateTimeOffset? until) => (SnoozedUntil, Unread) = (until, false);

    public void Restrict(DateTimeOffset? since) => RestrictedAt = since;

    public void Reopen() => ClosedAt = null;

    // A message that is heard after a later one does not stand for the conversation.
    private void Touch(string text, DateTimeOffset at)
    {
        if (at < LastAt)
            return;
        (Excerpt, LastAt) = (Cut(text), at);
    }

    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= ExcerptLength ? line : KeptText.Of(line, ExcerptLength - 1) + "…";
    }
}
