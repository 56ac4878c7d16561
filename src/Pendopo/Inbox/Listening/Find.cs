using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Listening;

public enum FindState
{
    New,
    /// <summary>It stands in the inbox as a conversation.</summary>
    Taken,
    /// <summary>A colleague looked and left it.</summary>
    NotForUs,
}

/// <summary>Something somebody said in public, to somebody else or to nobody, that holds a watched word. Kept for a while.</summary>
public sealed class Find : IBelongsToCentre, IVersioned
{
    public const int TextLength = 2_000;

    private Find()
    {
    }

    public Id<Find> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Network { get; private set; } = "";
    /// <summary>The account by which it can be answered, or null.</summary>
    public Id<Channel>? ChannelId { get; private set; }
    public string RemoteId { get; private set; } = "";
    public string? RemoteUrl { get; private set; }
    public string? RemoteVersion { get; private set; }
    public string? RootId { get; private set; }
    public string? RootVersion { get; private set; }
    public string AuthorId { get; private set; } = "";
    public string AuthorHandle { get; private set; } = "";
    public string AuthorName { get; private set; } = "";
    public string? AuthorUrl { get; private set; }
    public string Text { get; private set; } = "";
    public string? Language { get; private set; }
    public DateTimeOffset SentAt { get; private set; }
    /// <summary>The day it was said on at the centre.</summary>
    public DateOnly Day { get; private set; }
    public DateTimeOffset FoundAt { get; private set; }
    public DateTimeOffset? EditedAt { get; private set; }
    public FindState State { get; private set; }
    public Id<Conversation>? ConversationId { get; private set; }
    public Id<Person>? SettledById { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }
    public int Version { get; set; }

    public static Find Of(Centre centre, string network, Id<Channel>? channel, Incoming said, DateTimeOffset now)
    {
        var find = new Find
        {
            Id = Id<Find>.New(),
            CentreId = centre.Id,
            Network = network,
            ChannelId = channel,
            RemoteId = said.Remote.Id,
            RemoteUrl = said.Remote.Url,
            RootId = said.Root?.Id,
            RootVersion = said.Root?.Version,
            AuthorId = said.Author.Id,
            AuthorHandle = said.Author.Handle,
            AuthorName = said.Author.Name,
            AuthorUrl = said.Author.Url,
            SentAt = Instants.Cut(said.SentAt),
            Day = DateOnly.FromDateTime(centre.Local(said.SentAt).DateTime),
            FoundAt = now,
        };
        find.Tell(said);
        return find;
    }

    /// <summary>Takes its words as they stand now.</summary>
    public void Tell(Incoming said) =>
        (Text, Language, RemoteVersion, EditedAt) = (KeptText.Of(said.Text, TextLength), said.Language, said.Remote.Version, said.EditedAt is { } at ? Instants.Cut(at) : null);

    /// <summary>What was said, as a channel tells it.</summary>
    public Incoming Said => new(
        new(RemoteId, RemoteUrl, RemoteVersion), IncomingKind.Mention, new(AuthorId, AuthorHandle, AuthorName, AuthorUrl), null, RootId is null ? null : new(RootId, null, RootVersion), Text, null, Language, SentAt, EditedAt);

    public void TakeIn(Id<Conversation> conversation, Id<Person> by, DateTimeOffset now) => (State, ConversationId, SettledById, SettledAt) = (FindState.Taken, conversation, by, now);

    public void Leave(Id<Person> by, DateTimeOffset now) => (State, SettledById, SettledAt) = (FindState.NotForUs, by, now);

    public void BringBack() => (State, SettledById, SettledAt) = (FindState.New, null, null);

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Find>(find =>
        {
            find.ToTable("inbox_find");
            find.Property(row => row.Network).HasMaxLength(40);
            find.Property(row => row.RemoteId).HasMaxLength(Border.IdLength);
            find.Property(row => row.RemoteUrl).HasMaxLength(Border.IdLength);
            find.Property(row => row.RemoteVersion).HasMaxLength(Border.VersionLength);
            find.Property(row => row.RootId).HasMaxLength(Border.IdLength);
            find.Property(row => row.RootVersion).HasMaxLength(Border.VersionLength);
            find.Property(row => row.AuthorId).HasMaxLength(Border.IdLength);
            find.Property(row => row.AuthorHandle).HasMaxLength(Border.HandleLength);
            find.Property(row => row.AuthorName).HasMaxLength(Border.NameLength);
            find.Property(row => row.AuthorUrl).HasMaxLength(Border.IdLength);
            find.Property(row => row.Text).HasMaxLength(TextLength);
            find.Property(row => row.Language).HasMaxLength(Border.LanguageLength);
            find.HasIndex(row => new { row.CentreId, row.Network, row.RemoteId }).IsUnique();
            find.HasIndex(row => new { row.CentreId, row.State, row.SentAt, row.Id });
            find.HasIndex(row => new { row.CentreId, row.Day });
            find.HasIndex(row => new { row.CentreId, row.FoundAt });
            find.HasIndex(row => new { row.Network, row.AuthorId });
        });
        builder.Entity<FindWord>(word =>
        {
            word.ToTable("inbox_find_word");
            word.HasKey(row => new { row.FindId, row.WatchId });
            word.HasIndex(row => row.WatchId);
        });
    }
}

/// <summary>A watched word that a find holds.</summary>
internal sealed class FindWord : IBelongsToCentre
{
    private FindWord()
    {
    }

    public Id<Find> FindId { get; private set; }
    public Id<WatchedWord> WatchId { get; private set; }
    public Id<Centre> CentreId { get; private set; }

    public static FindWord Of(Find find, WatchedWord word) => new() { FindId = find.Id, WatchId = word.Id, CentreId = find.CentreId };
}
