using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Consents;

namespace Pendopo.Safety.Contracts;

/// <summary>What a person is asked for. One yes never carries another: each purpose is a consent of its own.</summary>
public enum ConsentPurpose { Story, Photograph, Video, Testimonial, ColleagueCase, Research, Reminders, Recording }

/// <summary>What of a person may be shown.</summary>
public enum ConsentMedium { Words, Picture, Video, Voice }

/// <summary>How a person may be named beside it.</summary>
public enum ConsentNaming { NotNamed, Initials, FirstName, FullName }

public enum ConsentState
{
    /// <summary>The person has not answered yet.</summary>
    Asked,
    Given,
    Refused,
    /// <summary>It was given, and holds no longer.</summary>
    Ended,
}

/// <summary>How a consent came to its end.</summary>
public enum ConsentEnd
{
    /// <summary>The person withdrew it by their own link or QR code.</summary>
    Link,
    /// <summary>The person told somebody at the desk.</summary>
    Desk,
    /// <summary>The person wrote a letter.</summary>
    Letter,
    /// <summary>Its last day is past.</summary>
    Expired,
}

/// <summary>One yes or no of a person, for one purpose, under one version of one text.</summary>
public sealed class Consent : IBelongsToCentre, IVersioned
{
    internal const int ListLength = 400, NoteLength = 300;

    private Consent()
    {
    }

    public Id<Consent> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<ConsentSheet> SheetId { get; private set; }
    public Id<ConsentWording> WordingId { get; private set; }
    public ConsentPurpose Purpose { get; private set; }
    public ConsentState State { get; private set; }
    /// <summary>The channels that were asked for, separated by spaces.</summary>
    public string Offered { get; private set; } = "";
    /// <summary>The channels that the person said yes to, separated by spaces; empty before.</summary>
    public string Channels { get; private set; } = "";
    /// <summary>The media it is about, separated by spaces.</summary>
    public string Media { get; private set; } = "";
    public ConsentNaming Naming { get; private set; }
    /// <summary>The last day on which it holds.</summary>
    public DateOnly UntilDay { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public ConsentEnd? EndedHow { get; private set; }
    /// <summary>Who wrote the end down; null when the person did so themselves or the day passed.</summary>
    public Id<Person>? EndedById { get; private set; }
    /// <summary>What the desk noted with the end, such as the day of the letter; may be empty.</summary>
    public string EndNote { get; private set; } = "";
    /// <summary>Since when nobody may use it, because the person asked for a stop; null while it may be used.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }
    public int Version { get; set; }

    public IReadOnlyList<string> ChannelList => Split(Channels);

    public IReadOnlyList<string> OfferedList => Split(Offered);

    /// <summary>Whether it holds on this day of the centre.</summary>
    public bool IsLiveOn(DateOnly day) => State == ConsentState.Given && SuspendedAt is null && day <= UntilDay;

    /// <summary>Whether the person said yes to this channel. The feeds carry what stands on the site.</summary>
    public bool Covers(string channel) => ChannelList.Contains(channel == ConsentChannels.Feeds ? ConsentChannels.Site : channel, StringComparer.Ordinal);

    public bool Covers(ConsentMedium medium) => Split(Media).Contains(medium.ToString(), StringComparer.Ordinal);

    internal static Consent Ask(ConsentSheet sheet, ConsentWording wording, IEnumerable<string> channels, IEnumerable<ConsentMedium> media, DateOnly until) => new()
    {
        Id = Id<Consent>.New(),
        CentreId = sheet.CentreId,
        SheetId = sheet.Id,
        WordingId = wording.Id,
        Purpose = wording.Purpose,
        Offered = string.Join(' ', channels),
        Media = string.Join(' ', media),
        UntilDay = until,
    };

    internal void Give(IEnumerable<string> channels, ConsentNaming naming, DateTimeOffset now) =>
        (State, Channels, Naming, AnsweredAt) = (ConsentState.Given, string.Join(' ', channels), naming, now);

    internal void Suspend(DateTimeOffset? since) => SuspendedAt = since;

    internal void Refuse(DateTimeOffset now) => (State, AnsweredAt) = (ConsentState.Refused, now);

    internal void End(ConsentEnd how, Id<Person>? by, string note, DateTimeOffset now) =>
        (State, EndedHow, EndedById, EndNote, EndedAt) = (ConsentState.Ended, how, by, note, now);

    /// <summary>Takes away what the desk noted with the end: it may say who wrote.</summary>
    internal void ForgetNote() => EndNote = "";

    private static string[] Split(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
