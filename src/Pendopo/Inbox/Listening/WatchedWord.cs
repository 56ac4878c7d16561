using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Listening;

/// <summary>A word, a phrase or a tag that a centre listens for.</summary>
internal sealed class WatchedWord : IBelongsToCentre, IVersioned
{
    public const int WordsLength = 80, IgnoreLength = 300, NetworksLength = 120, Fewest = 2, Most = 40;

    private WatchedWord()
    {
    }

    public Id<WatchedWord> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Words { get; private set; } = "";
    /// <summary>How it is compared: no two of a centre are the same.</summary>
    public string Key { get; private set; } = "";
    /// <summary>Words divided by commas beside which it does not count.</summary>
    public string Ignore { get; private set; } = "";
    /// <summary>Where it is listened for: names of networks divided by spaces.</summary>
    public string Networks { get; private set; } = "";
    /// <summary>Since when it rests, or null.</summary>
    public DateTimeOffset? PausedAt { get; private set; }
    public Id<Person> ById { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public bool IsTag => Words.StartsWith('#');

    public WordMatch Match => WordMatch.Of(Words, Ignore);

    public static WatchedWord Of(Id<Centre> centre, Id<Person> by, DateTimeOffset now) => new() { Id = Id<WatchedWord>.New(), CentreId = centre, ById = by, CreatedAt = now };

    public void Say(string words, string ignore, IEnumerable<string> networks) =>
        (Words, Key, Ignore, Networks) = (words, KeptText.Of(WordMatch.Of(words, "").Key, WordsLength), ignore, string.Join(' ', networks));

    public bool Listens(string network) => PausedAt is null && Networks.Split(' ').Contains(network, StringComparer.Ordinal);

    public void Pause(DateTimeOffset? since) => PausedAt = since;

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<WatchedWord>(word =>
        {
            word.ToTable("inbox_watch");
            word.Property(row => row.Words).HasMaxLength(WordsLength);
            word.Property(row => row.Key).HasMaxLength(WordsLength);
            word.Property(row => row.Ignore).HasMaxLength(IgnoreLength);
            word.Property(row => row.Networks).HasMaxLength(NetworksLength);
            word.HasIndex(row => new { row.CentreId, row.Key }).IsUnique();
        });
        builder.Entity<WordLook>(look =>
        {
            look.ToTable("inbox_watch_look");
            look.Property(row => row.Network).HasMaxLength(40);
            look.HasIndex(row => new { row.WatchId, row.Network }).IsUnique();
        });
        builder.Entity<ListenRules>(rules =>
        {
            rules.ToTable("inbox_listen_rules");
            rules.Property(row => row.Servers).HasMaxLength(ListenRules.ServersLength);
            rules.HasIndex(row => row.CentreId).IsUnique();
        });
        Find.Map(builder);
    }
}

/// <summary>How far one network was searched for one word.</summary>
internal sealed class WordLook : IBelongsToCentre
{
    // What was said a day before a word was watched is still worth an answer.
    private static readonly TimeSpan FirstLook = TimeSpan.FromDays(1);

    // A post is found some minutes after it was said, or later when its server was away. A find that is read twice is one find.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    private WordLook()
    {
    }

    public Id<WordLook> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<WatchedWord> WatchId { get; private set; }
    public string Network { get; private set; } = "";
    /// <summary>Up to when everything was read.</summary>
    public DateTimeOffset ReadTo { get; private set; }
    public DateTimeOffset LookedAt { get; private set; }
    /// <summary>When the network may be asked again, where it said so.</summary>
    public DateTimeOffset? NotBefore { get; private set; }
    /// <summary>Whether the network does not take the question.</summary>
    public bool Refused { get; private set; }

    public DateTimeOffset Since => ReadTo - Overlap;

    public static WordLook Of(WatchedWord word, string network, DateTimeOffset now) => new() { Id = Id<WordLook>.New(), CentreId = word.CentreId, WatchId = word.Id, Network = network, ReadTo = now - FirstLook, LookedAt = now - FirstLook };

    /// <summary>It was read to its end.</summary>
    public void Read(DateTimeOffset now) => (ReadTo, LookedAt, NotBefore, Refused) = (now, now, null, false);

    /// <summary>It was not: the next look begins where this one did.</summary>
    public void Missed(DateTimeOffset now, DateTimeOffset? notBefore, bool refused) => (LookedAt, NotBefore, Refused) = (now, notBefore, refused);
}

/// <summary>What a centre settles for listening.</summary>
internal sealed class ListenRules : IBelongsToCentre, IVersioned
{
    public const int UsualDays = 30, MostDays = 90, ServersLength = 1_000, MostServers = 5;

    private ListenRules()
    {
    }

    public Id<ListenRules> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>How many days a find is kept.</summary>
    public int KeepDays { get; private set; } = UsualDays;
    /// <summary>Origins of servers whose public lists under a tag may be read, divided by spaces.</summary>
    public string Servers { get; private set; } = "";
    public int Version { get; set; }

    public IReadOnlyList<string> AllServers => Servers.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static ListenRules Of(Id<Centre> centre) => new() { Id = Id<ListenRules>.New(), CentreId = centre };

    public void Say(int days, IEnumerable<string> servers) => (KeepDays, Servers) = (days, string.Join(' ', servers));
}
