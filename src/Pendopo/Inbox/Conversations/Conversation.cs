using System.Security.Cryptography;
using System.Text;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Inbox.Conversations;

/// <summary>What one person and the centre say to each other in one thread of one channel.</summary>
public sealed class Conversation : IBelongsToCentre, IVersioned
{
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
    public DateTimeOffset LastAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public bool Closed => ClosedAt is not null;

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

    public static string KeyOf(string root, string author) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{root}\n{author}")));

    /// <summary>The other person said something: it is unread, waits, and opens again when it was closed.</summary>
    public void Hear(string text, DateTimeOffset sentAt)
    {
        (Unread, WaitsForAnswer, ClosedAt) = (true, true, null);
        Touch(text, sentAt);
    }

    /// <summary>The centre said something.</summary>
    public void Say(string text, DateTimeOffset now)
    {
        (Unread, WaitsForAnswer) = (false, false);
        Touch(text, now);
    }

    /// <summary>What the centre said was taken back before it left.</summary>
    public void Unsay(string lastText, DateTimeOffset lastAt, bool waits) => (Excerpt, LastAt, WaitsForAnswer) = (Cut(lastText), lastAt, waits);

    /// <summary>The author changed words or took them back: the list shows what was said last as it stands now.</summary>
    public void Retell(string lastText) => Excerpt = Cut(lastText);

    /// <summary>What the centre said did not arrive: it waits again.</summary>
    public void NotAnswered() => (Unread, WaitsForAnswer, ClosedAt) = (true, true, null);

    public void Read() => Unread = false;

    public void MarkUnread() => Unread = true;

    public void Assign(Id<Person>? person) => AssigneeId = person;

    public void Close(DateTimeOffset now) => (ClosedAt, Unread, WaitsForAnswer) = (now, false, false);

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
