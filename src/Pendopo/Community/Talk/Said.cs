using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;

namespace Pendopo.Community.Talk;

/// <summary>Who sees what was said.</summary>
public enum SaidAudience
{
    /// <summary>Everybody who opens the page, with or without an account.</summary>
    Everyone,
    /// <summary>The members of this centre's square.</summary>
    Members,
    /// <summary>Those of them who live in one village.</summary>
    Village,
    /// <summary>Who is in one group.</summary>
    Group,
}

/// <summary>Why something said is out of sight. Each reason is taken away by who set it, and it is shown again when none is left.</summary>
[Flags]
public enum Hiding
{
    None = 0,
    /// <summary>Who leads the group wished it.</summary>
    Group = 1,
    /// <summary>Who keeps the square decided it, or proposes to.</summary>
    Desk = 2,
    /// <summary>The question goes on in private.</summary>
    Private = 4,
    /// <summary>It waits until somebody looked.</summary>
    Held = 8,
    /// <summary>Whoever said it asked that nothing of theirs be used.</summary>
    Restricted = 16,
}

/// <summary>What somebody said at the square: a post, or a comment under one.</summary>
public sealed class Said : IBelongsToCentre, IVersioned
{
    public const int TextLength = 4_000, LineLength = 120, TopicLength = 40;

    private Said()
    {
    }

    public Id<Said> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Face> FaceId { get; private set; }
    /// <summary>The post that it is under; null for a post.</summary>
    public Id<Said>? RootId { get; private set; }
    public SaidAudience Audience { get; private set; }
    public Id<Group>? GroupId { get; private set; }
    public Id<Area>? VillageId { get; private set; }
    /// <summary>One of <see cref="SquareTopics"/>, or empty.</summary>
    public string Topic { get; private set; } = "";
    /// <summary>It is a question, or stands under one.</summary>
    public bool IsAsked { get; private set; }
    public string Text { get; private set; } = "";
    /// <summary>What stands in its place until somebody opens it, such as what it is about; empty for nothing.</summary>
    public string Line { get; private set; } = "";
    /// <summary>The form's own mark: a form that is sent twice says it once.</summary>
    public Guid Key { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? EditedAt { get; private set; }
    public DateTimeOffset? PinnedAt { get; private set; }
    /// <summary>Since when nobody but who said it sees it; null while it is shown.</summary>
    public DateTimeOffset? HiddenAt { get; private set; }
    public Hiding HiddenFor { get; private set; }
    /// <summary>Since when it comes to nobody by itself any more, and to nobody without an account; null while it does.</summary>
    public DateTimeOffset? LimitedAt { get; private set; }
    /// <summary>Since when its words are taken back; it stands empty for the comments under it. Null while they stand.</summary>
    public DateTimeOffset? GoneAt { get; private set; }
    public int Version { get; set; }

    internal static Said Post(Face face, SayWords words, DateTimeOffset now) => new()
    {
        Id = Id<Said>.New(),
        CentreId = face.CentreId,
        FaceId = face.Id,
        Audience = words.Audience,
        GroupId = words.Group,
        VillageId = words.Village,
        Topic = words.Topic,
        IsAsked = words.IsQuestion,
        Text = words.Text,
        Line = words.Line,
        Key = words.Key,
        At = now,
    };

    /// <summary>Under a post, for those who see the post.</summary>
    internal static Said Under(Said root, Face face, string text, Guid key, DateTimeOffset now) => new()
    {
        Id = Id<Said>.New(),
        CentreId = root.CentreId,
        FaceId = face.Id,
        RootId = root.Id,
        Audience = root.Audience,
        GroupId = root.GroupId,
        VillageId = root.VillageId,
        IsAsked = root.IsAsked,
        Text = text,
        Key = key,
        At = now,
    };

    public void Change(string text, string line, DateTimeOffset now) => (Text, Line, EditedAt) = (text, line, now);

    public void Pin(DateTimeOffset? since) => PinnedAt = since;

    public void Hide(Hiding why, DateTimeOffset now) => (HiddenFor, HiddenAt) = (HiddenFor | why, HiddenAt ?? now);

    /// <summary>One reason is gone; what else keeps it out of sight goes on.</summary>
    public void Show(Hiding why)
    {
        HiddenFor &= ~why;
        HiddenAt = HiddenFor == Hiding.None ? null : HiddenAt;
    }

    /// <summary>Somebody looked, and it begins now.</summary>
    public void LetThrough(DateTimeOffset now)
    {
        Show(Hiding.Held);
        At = now;
    }

    public void Limit(DateTimeOffset? since) => LimitedAt = since;

    /// <summary>Its words go; what others said under it stays.</summary>
    public void TakeBack(DateTimeOffset now) => (Text, Line, Topic, PinnedAt, GoneAt) = ("", "", "", null, now);
}

/// <summary>What a post is made of.</summary>
internal sealed record SayWords(SaidAudience Audience, Id<Group>? Group, Id<Area>? Village, string Topic, string Text, string Line, Guid Key, bool IsQuestion = false);

/// <summary>A picture in what was said. Its bytes leave by the square's own address, which asks who looks.</summary>
public sealed class SaidPicture : IBelongsToCentre
{
    private SaidPicture()
    {
    }

    public Id<SaidPicture> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Said> SaidId { get; private set; }
    public Id<StoredFile> FileId { get; private set; }
    public int Place { get; private set; }

    public static SaidPicture Of(Said said, Id<StoredFile> file, int place) =>
        new() { Id = Id<SaidPicture>.New(), CentreId = said.CentreId, SaidId = said.Id, FileId = file, Place = place };
}

/// <summary>Words that somebody began and has not said yet: one for each place.</summary>
public sealed class SaidDraft : IBelongsToCentre
{
    public const int SpotLength = 40;

    private SaidDraft()
    {
    }

    public Id<SaidDraft> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Member> MemberId { get; private set; }
    /// <summary>`post`, or the group or the post it is meant for.</summary>
    public string Spot { get; private set; } = "";
    public string Text { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public static SaidDraft Of(Member member, string spot) => new() { Id = Id<SaidDraft>.New(), CentreId = member.CentreId, MemberId = member.Id, Spot = spot };

    public void Keep(string text, DateTimeOffset now) => (Text, At) = (text, now);
}
