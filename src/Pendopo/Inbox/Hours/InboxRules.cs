using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Hours;

/// <summary>Where a reply leaves by itself while the centre is shut.</summary>
internal enum AwayWhere
{
    /// <summary>On this channel nothing is said by itself.</summary>
    Nowhere,

    /// <summary>Only to who wrote in private.</summary>
    Private,

    /// <summary>Also under a public message.</summary>
    Everywhere,
}

/// <summary>How soon each kind of conversation is answered, in open minutes.</summary>
public sealed record AnswerMinutes(int Urgent, int Private, int UnderPost, int Other)
{
    /// <summary>An hour of bleeding is too long, a question about opening hours keeps until the afternoon. A centre changes them.</summary>
    public static readonly AnswerMinutes Usual = new(30, 120, 240, 480);

    /// <summary>Four weeks of full working days.</summary>
    public const int Most = 10_080;
}

/// <summary>What a centre settles for its inbox.</summary>
/// <param name="Hours">Seven spans divided by semicolons, Monday first: `07.30-14.30;…`; empty for a day off.</param>
/// <param name="ClosedDays">Days as yyyy-MM-dd on which it stays shut.</param>
/// <param name="AwayId">The reply outside the hours in Indonesian, and <paramref name="AwayEn"/> in English.</param>
internal sealed record RulesWords(string Hours, string ClosedDays, AnswerMinutes Minutes, bool AwayOn, string AwayId, string AwayEn, IReadOnlyDictionary<Id<Channel>, AwayWhere> AwayOnChannels);

/// <summary>A centre's hours, its answer-by clock and its reply while it is shut.</summary>
internal sealed class InboxRules : IBelongsToCentre, IVersioned
{
    public const int HoursLength = 200, DaysLength = 1_000, AwayLength = 240, ChannelsLength = 4_000;

    // Most puskesmas: Monday to Thursday, shorter on Friday and Saturday. A centre changes them.
    private const string UsualHours = "07.30-14.30;07.30-14.30;07.30-14.30;07.30-14.30;07.30-11.30;07.30-13.00;";

    private InboxRules()
    {
    }

    public Id<InboxRules> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Hours { get; private set; } = UsualHours;
    public string ClosedDays { get; private set; } = "";
    public int UrgentMinutes { get; private set; } = AnswerMinutes.Usual.Urgent;
    public int PrivateMinutes { get; private set; } = AnswerMinutes.Usual.Private;
    public int UnderPostMinutes { get; private set; } = AnswerMinutes.Usual.UnderPost;
    public int OtherMinutes { get; private set; } = AnswerMinutes.Usual.Other;
    public bool AwayOn { get; private set; }
    public string AwayId { get; private set; } = "";
    public string AwayEn { get; private set; } = "";
    /// <summary>`channel=Where` divided by spaces; a channel without a word answers in private only.</summary>
    public string AwayChannels { get; private set; } = "";
    public int Version { get; set; }

    public OpenHours Open => OpenHours.Read(Hours, ClosedDays)!;

    public AnswerMinutes Minutes => new(UrgentMinutes, PrivateMinutes, UnderPostMinutes, OtherMinutes);

    public static InboxRules Of(Id<Centre> centre) => new() { Id = Id<InboxRules>.New(), CentreId = centre };

    public void Say(RulesWords words)
    {
        (Hours, ClosedDays, AwayOn, AwayId, AwayEn) = (words.Hours, words.ClosedDays, words.AwayOn, words.AwayId, words.AwayEn);
        (UrgentMinutes, PrivateMinutes, UnderPostMinutes, OtherMinutes) = (words.Minutes.Urgent, words.Minutes.Private, words.Minutes.UnderPost, words.Minutes.Other);
        AwayChannels = string.Join(' ', words.AwayOnChannels.Where(pair => pair.Value != AwayWhere.Private).Select(pair => $"{pair.Key}={pair.Value}"));
    }

    public AwayWhere AwayOnChannel(Id<Channel> channel) =>
        AwayChannels.Split(' ').FirstOrDefault(word => word.StartsWith($"{channel}=", StringComparison.Ordinal)) is { } said && Enum.TryParse<AwayWhere>(said[(said.IndexOf('=', StringComparison.Ordinal) + 1)..], out var where)
            ? where : AwayWhere.Private;

    /// <summary>By when a conversation is to be answered whose person wrote at an instant.</summary>
    public DateTimeOffset AnswerBy(Conversation conversation, DateTimeOffset wroteAt, Centre centre)
    {
        var minutes = conversation.UrgentAt is not null ? UrgentMinutes : conversation.Private ? PrivateMinutes : conversation.PostId is not null ? UnderPostMinutes : OtherMinutes;
        return Instants.Cut(centre.Instant(Open.After(centre.Local(wroteAt).DateTime, minutes)));
    }

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<InboxRules>(rules =>
        {
            rules.ToTable("inbox_rules");
            rules.Ignore(row => row.Open);
            rules.Ignore(row => row.Minutes);
            rules.Property(row => row.Hours).HasMaxLength(HoursLength);
            rules.Property(row => row.ClosedDays).HasMaxLength(DaysLength);
            rules.Property(row => row.AwayId).HasMaxLength(AwayLength);
            rules.Property(row => row.AwayEn).HasMaxLength(AwayLength);
            rules.Property(row => row.AwayChannels).HasMaxLength(ChannelsLength);
            rules.HasIndex(row => row.CentreId).IsUnique();
        });
        builder.Entity<AwayReply>(reply =>
        {
            reply.ToTable("inbox_away");
            reply.Property(row => row.Network).HasMaxLength(40);
            reply.Property(row => row.AuthorId).HasMaxLength(Border.IdLength);
            reply.HasIndex(row => new { row.CentreId, row.Network, row.AuthorId, row.ShutSince }).IsUnique();
        });
    }
}

/// <summary>That somebody got the reply outside the hours in one closing: they get no second one.</summary>
internal sealed class AwayReply : IBelongsToCentre
{
    private AwayReply()
    {
    }

    public Id<AwayReply> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Network { get; private set; } = "";
    public string AuthorId { get; private set; } = "";
    /// <summary>When the doors were shut.</summary>
    public DateTimeOffset ShutSince { get; private set; }

    public static AwayReply To(Conversation conversation, DateTimeOffset shutSince) =>
        new() { Id = Id<AwayReply>.New(), CentreId = conversation.CentreId, Network = conversation.Network, AuthorId = conversation.AuthorId, ShutSince = shutSince };
}
