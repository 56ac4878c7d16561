using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.News;

/// <summary>What a member is told.</summary>
public enum NewsKind
{
    /// <summary>Somebody answered their question.</summary>
    Answer,
    /// <summary>Somebody commented on their post.</summary>
    Comment,
    /// <summary>Somebody spoke where they had spoken.</summary>
    Also,
    /// <summary>Somebody called them by name.</summary>
    Named,
    /// <summary>Their answer helped whoever asked.</summary>
    Accepted,
    /// <summary>A professional stands behind an answer of theirs, or one to their question.</summary>
    Checked,
    /// <summary>The nurse offers to go on with their question in private.</summary>
    Private,
    /// <summary>A service of the centre was named as the way for their question.</summary>
    Service,
    /// <summary>They were let into a group.</summary>
    LetIn,
    /// <summary>Somebody asks to come into a group they lead.</summary>
    Knocked,
    /// <summary>What they reported was decided.</summary>
    Decided,
    /// <summary>Something was decided about their own words.</summary>
    Judged,
    /// <summary>Their licence was checked, refused or taken back.</summary>
    Licence,
    /// <summary>Somebody asks to write to them.</summary>
    Asks,
    /// <summary>Somebody with whom they write wrote.</summary>
    Wrote,
    /// <summary>Something said in a group they lead waits for their look.</summary>
    Waits,
    /// <summary>What they said was looked at and let through.</summary>
    Shown,
}

/// <summary>What a member may wish not to be told. The rest is theirs to know.</summary>
public enum NewsTopic { Replies, Threads, Names, Groups, Messages }

/// <summary>That something happened which concerns a member. It holds no words: what is shown is read anew, with the eyes of who reads it.</summary>
public sealed class NewsItem : IBelongsToCentre
{
    private NewsItem()
    {
    }

    public Id<NewsItem> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Member> MemberId { get; private set; }
    public NewsKind Kind { get; private set; }
    /// <summary>What was said; null where nothing was.</summary>
    public Id<Said>? SaidId { get; private set; }
    /// <summary>Whose doing it is; null for the centre's.</summary>
    public Id<Face>? FaceId { get; private set; }
    public Id<Group>? GroupId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }

    internal static NewsItem Of(Id<Centre> centre, Id<Member> member, NewsKind kind, DateTimeOffset now, Id<Said>? said = null, Id<Face>? by = null, Id<Group>? group = null) =>
        new() { Id = Id<NewsItem>.New(), CentreId = centre, MemberId = member, Kind = kind, SaidId = said, FaceId = by, GroupId = group, At = now };

    /// <summary>The topic by which it can be turned off; null for what is always told.</summary>
    public static NewsTopic? TopicOf(NewsKind kind) => kind switch
    {
        NewsKind.Answer or NewsKind.Comment => NewsTopic.Replies,
        NewsKind.Also => NewsTopic.Threads,
        NewsKind.Named => NewsTopic.Names,
        NewsKind.LetIn or NewsKind.Knocked or NewsKind.Waits => NewsTopic.Groups,
        NewsKind.Asks or NewsKind.Wrote => NewsTopic.Messages,
        _ => null,
    };
}

/// <summary>How a member wishes to be told. Without a row: everything, in the page alone.</summary>
public sealed class NewsWish : IBelongsToCentre, IVersioned
{
    public const int OffLength = 100;

    /// <summary>Stands among what is silent for the centre's doing, which has no topic.</summary>
    public const string Central = "Centre";

    private NewsWish()
    {
    }

    public Id<NewsWish> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Member> MemberId { get; private set; }
    /// <summary>Names of <see cref="NewsTopic"/> that are off, separated by spaces.</summary>
    public string Off { get; private set; } = "";
    /// <summary>Whether one mail a morning tells how much is new.</summary>
    public bool ByMail { get; private set; }
    /// <summary>Up to when the mails told it.</summary>
    public DateTimeOffset MailedUntil { get; private set; }
    /// <summary>When a link to confirm their address last left; null for never.</summary>
    public DateTimeOffset? LinkAt { get; private set; }
    /// <summary>Names of <see cref="NewsTopic"/>, and <see cref="Central"/>, of which phones say nothing, separated by spaces.</summary>
    public string Silent { get; private set; } = "";
    /// <summary>The member's own quiet hours; null for those of the centre.</summary>
    public int? QuietFrom { get; private set; }
    public int? QuietUntil { get; private set; }
    /// <summary>Up to when it was looked whether a phone is to be told.</summary>
    public DateTimeOffset? RungUntil { get; private set; }
    /// <summary>When phones were last told.</summary>
    public DateTimeOffset? RangAt { get; private set; }
    public int Version { get; set; }

    public QuietHours? Quiet => QuietFrom is { } from && QuietUntil is { } until ? new(from, until) : null;

    public static NewsWish Of(Member member, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new() { Id = Id<NewsWish>.New(), CentreId = member.CentreId, MemberId = member.Id, MailedUntil = now };
    }

    public bool IsOff(NewsTopic? topic) => topic is { } asked && Off.Split(' ').Contains(asked.ToString(), StringComparer.Ordinal);

    /// <param name="now">What is older is not mailed when mails begin.</param>
    internal void Say(IEnumerable<NewsTopic> off, bool byMail, DateTimeOffset now) =>
        (Off, MailedUntil, ByMail) = (string.Join(' ', off.Distinct().Order()), byMail && !ByMail ? now : MailedUntil, byMail);

    /// <summary>Whether phones say nothing of a topic; null for the centre's doing.</summary>
    public bool IsSilent(NewsTopic? topic) => Silent.Split(' ').Contains(topic?.ToString() ?? Central, StringComparer.Ordinal);

    internal void Ring(IEnumerable<NewsTopic> silent, bool central, QuietHours? quiet) =>
        (Silent, QuietFrom, QuietUntil) = (string.Join(' ', silent.Distinct().Order().Select(topic => topic.ToString()).Concat(central ? [] : [Central])), quiet?.From, quiet?.Until);

    internal void Rung(DateTimeOffset until) => RungUntil = until;

    internal void Rang(DateTimeOffset now) => RangAt = now;

    internal void Link(DateTimeOffset now) => LinkAt = now;

    internal void Mailed(DateTimeOffset until) => MailedUntil = until;
}
