using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Contracts;

public enum PublicationState
{
    /// <summary>The channel is chosen; no time is set.</summary>
    Draft,
    WaitingForApproval,
    Scheduled,
    /// <summary>The intent is written; the call is under way, or its answer was lost.</summary>
    Sending,
    Sent,
    /// <summary>Surely not out; a person presses the one button.</summary>
    Failed,
    /// <summary>Nobody knows yet whether it is out: asked of the network, else a person decides. Never sent again blindly.</summary>
    Unknown,
    Recalled,
}

/// <summary>What only a person can do on a network that lets programs not do it.</summary>
public enum Chore { None, Change, Recall }

/// <summary>One post on one channel.</summary>
public sealed partial class Publication : IBelongsToCentre, IVersioned
{
    private Publication()
    {
    }

    public Id<Publication> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Post> PostId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    public string Network { get; private set; } = "";
    public PublicationState State { get; private set; }
    /// <summary>Names it on every attempt and edit; only a recalled one that is planned again gets another.</summary>
    public Guid Key { get; private set; }
    /// <summary>The minute a person chose, or null while none is.</summary>
    public DateTimeOffset? DueAt { get; private set; }
    /// <summary>When the next step is due: the send, a further try, a question to the network.</summary>
    public DateTimeOffset? RunAt { get; private set; }
    /// <summary>Written before the first attempt and never changed: the network's "created at".</summary>
    public DateTimeOffset? IntendedAt { get; private set; }
    /// <summary>The revision that the last attempt sent, or null before the first.</summary>
    public int? IntendedRevision { get; private set; }
    /// <summary>Attempts begun.</summary>
    public int Attempts { get; private set; }
    /// <summary>How often the network was asked what became of an attempt.</summary>
    public int Questions { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public int? SentRevision { get; private set; }
    public string? RemoteId { get; private set; }
    public string? RemoteUrl { get; private set; }
    public string? RemoteVersion { get; private set; }
    /// <summary>Stable name of what is wrong; null when nothing is.</summary>
    public string? TroubleCode { get; private set; }
    /// <summary>The network's words, or null; the pages put the code into words.</summary>
    public string? TroubleReason { get; private set; }
    /// <summary>True when no further step is taken by itself.</summary>
    public bool NeedsPerson { get; private set; }
    public Chore Chore { get; private set; }
    /// <summary>The revision that is to reach the channel by an edit, or null.</summary>
    public int? ChangeTo { get; private set; }
    public DateTimeOffset? RecallAskedAt { get; private set; }
    /// <summary>Null the first time; 1, 2 … each time it is told again on the same channel.</summary>
    public int? Telling { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public RemoteRef? Remote => RemoteId is null ? null : new(RemoteId, RemoteUrl, RemoteVersion);

    /// <summary>True once it may be out: what was intended is never forgotten.</summary>
    public bool MayBeOut => State is PublicationState.Sending or PublicationState.Sent or PublicationState.Unknown || PartIsOut;

    /// <summary>True when a part of it stands on the network, or is about to, and the rest surely does not yet.</summary>
    public bool PartIsOut => RemoteId is not null && State is PublicationState.Scheduled or PublicationState.WaitingForApproval or PublicationState.Failed;

    public static Publication Of(Post post, Channel channel, DateTimeOffset now) => new()
    {
        Id = Id<Publication>.New(),
        CentreId = post.CentreId,
        PostId = post.Id,
        ChannelId = channel.Id,
        Network = channel.Network,
        Key = Guid.CreateVersion7(),
        CreatedAt = now,
    };

    /// <summary>The same post told once more on a channel where it stood before.</summary>
    internal static Publication Again(Post post, Channel channel, int telling, DateTimeOffset now)
    {
        var again = Of(post, channel, now);
        again.Telling = telling;
        return again;
    }
}
