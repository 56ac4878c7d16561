using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Contracts;

public enum ChannelState
{
    Connected,
    /// <summary>The credentials no longer work: a person connects it again. What is due waits.</summary>
    Reconnect,
    /// <summary>Switched off by a person.</summary>
    Off,
}

/// <summary>An account of a centre on a network: one way to reach people.</summary>
public sealed class Channel : IBelongsToCentre, IVersioned
{
    private Channel()
    {
    }

    public Id<Channel> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Network { get; private set; } = "";
    /// <summary>What people call it there: `@melati@pendopo.example`, `melati.bsky.social`.</summary>
    public string Handle { get; private set; } = "";
    /// <summary>The network's id of the account, or the server it lives on; what the connector needs to find it.</summary>
    public string Address { get; private set; } = "";
    public ChannelState State { get; private set; }
    /// <summary>Encrypted; only <see cref="ConnectedAccount"/> opens them.</summary>
    internal byte[]? Credentials { get; private set; }
    /// <summary>Where the next look for messages begins.</summary>
    public string? Cursor { get; private set; }
    public DateTimeOffset? CheckedAt { get; private set; }
    public string? TroubleReason { get; private set; }
    public DateTimeOffset? EndsAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public static Channel Connect(Id<Centre> centre, string network, string handle, string address, byte[]? credentials, DateTimeOffset now) => new()
    {
        Id = Id<Channel>.New(),
        CentreId = centre,
        Network = network,
        Handle = handle,
        Address = address,
        Credentials = credentials,
        State = ChannelState.Connected,
        CheckedAt = now,
        CreatedAt = now,
    };

    /// <summary>Takes new credentials: the account works again.</summary>
    public void Renew(string handle, string address, byte[]? credentials, DateTimeOffset now) =>
        (Handle, Address, Credentials, State, TroubleReason, CheckedAt) = (handle, address, credentials, ChannelState.Connected, null, now);

    public void Rotate(byte[] credentials) => Credentials = credentials;

    public void Checked(AccountHealth health, DateTimeOffset now)
    {
        (CheckedAt, TroubleReason, EndsAt) = (now, health.Reason is { } reason ? Border.Reason(reason) : null, health.EndsAt);
        if (!health.Certain)
            return;
        if (!health.Works && State == ChannelState.Connected)
            State = ChannelState.Reconnect;
        else if (health.Works && State == ChannelState.Reconnect)
            State = ChannelState.Connected;
    }

    /// <summary>Whether somebody connected it anew since then, or found that it works: what a call says of it that began before speaks of other credentials.</summary>
    public bool WorksSince(DateTimeOffset asked) => State == ChannelState.Connected && CheckedAt > asked;

    public void Lost(string reason, DateTimeOffset now) => (State, TroubleReason, CheckedAt) = (ChannelState.Reconnect, Border.Reason(reason), now);

    public void HeardUpTo(string? cursor) => Cursor = cursor ?? Cursor;

    public void SwitchOff() => State = ChannelState.Off;

    public void SwitchOn() => State = ChannelState.Connected;
}
