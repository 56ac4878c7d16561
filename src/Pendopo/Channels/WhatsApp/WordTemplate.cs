using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

internal enum TemplateState
{
    /// <summary>The intent to hand it in is kept; whether it arrived is asked of the network.</summary>
    HandedIn,
    InReview,
    Approved,
    Rejected,
    /// <summary>Too many people did not like it; the network lets it rest.</summary>
    Paused,
    Disabled,
    /// <summary>The network knows it no longer.</summary>
    Gone,
}

internal enum TemplateCategory { Utility, Marketing }

/// <summary>Words that the network looks over before they may be sent to who has not written for a day. `{{1}}`, `{{2}}` … are filled in each time.</summary>
internal sealed class WordTemplate : IBelongsToCentre, IVersioned
{
    public const int NameLength = 60, BodyLength = 1024, LanguageLength = 10;

    /// <summary>Blanks that one body may have here; the network's own bound is higher.</summary>
    public const int MostBlanks = 5;

    private WordTemplate()
    {
    }

    public Id<WordTemplate> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    public string Name { get; private set; } = "";
    public string Language { get; private set; } = "";
    public TemplateCategory Category { get; private set; }
    public string Body { get; private set; } = "";
    public TemplateState State { get; private set; }
    public string? RemoteId { get; private set; }
    /// <summary>Why it is rejected or paused, in the network's words, or null.</summary>
    public string? Reason { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? ToldAt { get; private set; }
    public int Version { get; set; }

    public bool MaySend => State == TemplateState.Approved;

    public static WordTemplate HandIn(Channel channel, string name, string language, TemplateCategory category, string body, DateTimeOffset now) => new()
    {
        Id = Id<WordTemplate>.New(), CentreId = channel.CentreId, ChannelId = channel.Id, Name = name, Language = language, Category = category, Body = body, State = TemplateState.HandedIn, CreatedAt = now,
    };

    /// <summary>What the network says of it now.</summary>
    public void Told(string status, string? remoteId, string? reason, DateTimeOffset now)
    {
        (State, RemoteId, Reason, ToldAt) = (StateOf(status), remoteId is { Length: > 0 and <= 100 } ? remoteId : RemoteId, string.IsNullOrEmpty(reason) || reason == "NONE" ? null : Border.Reason(reason), now);
    }

    public void Lost(DateTimeOffset now) => (State, ToldAt) = (TemplateState.Gone, now);

    /// <summary>A state that this program does not know may not be sent.</summary>
    public static TemplateState StateOf(string status) => status.ToUpperInvariant() switch
    {
        "APPROVED" or "REINSTATED" or "FLAGGED" => TemplateState.Approved,
        "REJECTED" => TemplateState.Rejected,
        "PAUSED" => TemplateState.Paused,
        "DISABLED" or "LOCKED" or "ARCHIVED" => TemplateState.Disabled,
        "DELETED" or "PENDING_DELETION" => TemplateState.Gone,
        _ => TemplateState.InReview,
    };
}
