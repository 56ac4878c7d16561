using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Polls;

/// <summary>The poll of a post that went out: what may be chosen, until when, and what was told of it.</summary>
internal sealed class Ballot : IBelongsToCentre, IVersioned
{
    public const int ChoicesLength = 1_500;

    private Ballot()
    {
    }

    public Id<Post> PostId { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>The answers as they went out, in JSON: fixed from the first vote on.</summary>
    public string Choices { get; private set; } = "[]";
    public bool Several { get; private set; }
    public PollShown Results { get; private set; }
    /// <summary>Until when it may be answered; null for no end.</summary>
    public DateTimeOffset? EndsAt { get; private set; }
    /// <summary>When a person closed it, or null.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    /// <summary>When the first vote came that the networks were not told of yet; null when they know all.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }
    public DateTimeOffset? ToldAt { get; private set; }
    /// <summary>When the networks were told the last count; after it nothing more happens.</summary>
    public DateTimeOffset? DoneAt { get; private set; }
    /// <summary>Makes marks of voters that mean nothing elsewhere; empty after the end, so that no mark leads back to anybody.</summary>
    public string Salt { get; private set; } = "";
    public int Version { get; set; }

    public IReadOnlyList<string> Answers => JsonSerializer.Deserialize<List<string>>(Choices) ?? [];

    public static Ballot Open(Post post, PostDetails details, DateTimeOffset? endsAt, DateTimeOffset now) => new()
    {
        PostId = post.Id,
        CentreId = post.CentreId,
        Choices = JsonSerializer.Serialize(details.Choices),
        Several = details.Several,
        Results = details.Results,
        EndsAt = endsAt,
        OpenedAt = now,
        Salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
    };

    /// <summary>Takes what a later revision says. The answers only while nobody voted; the end only while it is not told.</summary>
    public void Settle(PostDetails details, DateTimeOffset? endsAt, bool hasVotes)
    {
        if (DoneAt is not null)
            return;
        if (!hasVotes)
            (Choices, Several) = (JsonSerializer.Serialize(details.Choices), details.Several);
        (Results, EndsAt) = (details.Results, endsAt);
    }

    /// <summary>Since when it is over, or null while it may be answered.</summary>
    public DateTimeOffset? Over(DateTimeOffset now) => ClosedAt ?? (EndsAt <= now ? EndsAt : null);

    /// <summary>Whether what somebody wants to write would turn votes that were given into others.</summary>
    public bool Breaks(PostWords words) => !words.HasPoll || words.Details.Several != Several || !words.Details.Choices.SequenceEqual(Answers, StringComparer.Ordinal);

    /// <summary>A mark of a voter that is worth nothing outside this poll.</summary>
    public string MarkOf(string network, string voter) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Salt}\n{network}\n{voter}")));

    public void Voted(DateTimeOffset now) => ChangedAt ??= now;

    /// <summary>A network's own count came. After the last telling the others are told once more.</summary>
    public void Counted(DateTimeOffset now) => (ChangedAt, DoneAt) = (ChangedAt ?? now, null);

    public void Close(DateTimeOffset now) => ClosedAt ??= now;

    /// <summary>The networks know how it stands; after the end for the last time, and the key of the marks is thrown away.</summary>
    public void Told(DateTimeOffset now)
    {
        (ToldAt, ChangedAt) = (now, null);
        if (Over(now) is not null)
            (DoneAt, Salt) = (now, "");
    }

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Ballot>(ballot =>
        {
            ballot.ToTable("publishing_ballot");
            ballot.HasKey(row => row.PostId);
            ballot.Ignore(row => row.Answers);
            ballot.Property(row => row.Choices).HasMaxLength(ChoicesLength);
            ballot.Property(row => row.Salt).HasMaxLength(32);
            ballot.HasIndex(row => row.DoneAt);
        });
        builder.Entity<Vote>(vote =>
        {
            vote.ToTable("publishing_vote");
            vote.Property(row => row.Network).HasMaxLength(40);
            vote.Property(row => row.Voter).HasMaxLength(64);
            vote.HasIndex(row => new { row.PostId, row.Voter, row.Slot }).IsUnique();
        });
        ChannelTally.Map(builder);
    }
}

/// <summary>One chosen answer. Who chose it stands as a mark that only its own poll can make.</summary>
internal sealed class Vote : IBelongsToCentre
{
    private Vote()
    {
    }

    public Id<Vote> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Post> PostId { get; private set; }
    /// <summary>Where it was cast: `site`, `fediverse`.</summary>
    public string Network { get; private set; } = "";
    public string Voter { get; private set; } = "";
    /// <summary>Which answer, from 0.</summary>
    public int Choice { get; private set; }
    /// <summary>The answer itself where several may be chosen, else 0: so that a voter has one.</summary>
    public int Slot { get; private set; }
    public DateTimeOffset CastAt { get; private set; }

    public static Vote Of(Ballot ballot, string network, string mark, int choice, DateTimeOffset now) => new()
    {
        Id = Id<Vote>.New(),
        CentreId = ballot.CentreId,
        PostId = ballot.PostId,
        Network = network,
        Voter = mark,
        Choice = choice,
        Slot = ballot.Several ? choice : 0,
        CastAt = now,
    };
}
