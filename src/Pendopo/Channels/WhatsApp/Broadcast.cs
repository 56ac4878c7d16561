using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

internal enum BroadcastState
{
    Running,
    /// <summary>Waits for a person, or for the instant it is held until.</summary>
    Held,
    /// <summary>Taken back: nobody else gets it.</summary>
    Stopped,
    Done,
}

/// <summary>A post on its way to those who agreed: the words as they fill the template, and where it stands as a whole.</summary>
internal sealed class Broadcast : IBelongsToCentre, IVersioned
{
    private Broadcast()
    {
    }

    public Id<Broadcast> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    /// <summary>The publication's lasting key.</summary>
    public Guid Key { get; private set; }
    /// <summary>The template that carries it; the empty id on a network that takes words as they are.</summary>
    public Id<WordTemplate> TemplateId { get; private set; }
    public string Words { get; private set; } = "";
    public string Link { get; private set; } = "";
    public BroadcastState State { get; private set; }
    public string? Reason { get; private set; }
    public DateTimeOffset? HeldUntil { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public string RemoteId => RemoteIdOf(Key);

    public static string RemoteIdOf(Guid key) => $"whatsapp:{key:N}";

    public static Guid? KeyOf(string remoteId) => remoteId.StartsWith("whatsapp:", StringComparison.Ordinal) && Guid.TryParseExact(remoteId["whatsapp:".Length..], "N", out var key) ? key : null;

    public static Broadcast Of(Channel channel, Guid key, WordTemplate template, string words, string link, DateTimeOffset now) => Of(channel, key, template.Id, words, link, now);

    public static Broadcast Of(Channel channel, Guid key, Id<WordTemplate> template, string words, string link, DateTimeOffset now) => new()
    {
        Id = Id<Broadcast>.New(), CentreId = channel.CentreId, ChannelId = channel.Id, Key = key, TemplateId = template, Words = words, Link = link, State = BroadcastState.Running, CreatedAt = now,
    };

    public void Hold(string reason, DateTimeOffset? until)
    {
        if (State == BroadcastState.Running)
            (State, Reason, HeldUntil) = (BroadcastState.Held, Border.Reason(reason), until);
    }

    /// <summary>Goes on. False when it was stopped, or does so already.</summary>
    public bool GoOn()
    {
        if (State is not (BroadcastState.Held or BroadcastState.Done))
            return false;
        (State, Reason, HeldUntil) = (BroadcastState.Running, null, null);
        return true;
    }

    public void Stop() => (State, Reason, HeldUntil) = (BroadcastState.Stopped, null, null);

    public void Finish()
    {
        if (State == BroadcastState.Running)
            State = BroadcastState.Done;
    }

    /// <summary>The values of a template with so many blanks, in their order.</summary>
    public IReadOnlyList<string> Values(int blanks) => blanks switch { 0 => [], 1 => [$"{Words} {Link}"], _ => [Words, Link] };
}
