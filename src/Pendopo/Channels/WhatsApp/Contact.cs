using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>Somebody whom the centre may reach on WhatsApp: they wrote, or they agreed.</summary>
internal sealed class Contact : IBelongsToCentre, IVersioned
{
    public const int PhoneLength = 20, NameLength = 120;

    /// <summary>So long after their last message a person may be answered in free words (Meta, 2026-05).</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private Contact()
    {
    }

    public Id<Contact> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    /// <summary>Digits with the country before them, as the network tells it.</summary>
    public string Phone { get; private set; } = "";
    public string Name { get; private set; } = "";
    /// <summary>When they wrote last, or null when they never did.</summary>
    public DateTimeOffset? HeardAt { get; private set; }
    /// <summary>When they last said STOP, or null: a wish from before it, which comes late, begins nothing.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }
    /// <summary>Since when nothing of theirs may be used, because they asked for that; null when it may.</summary>
    public DateTimeOffset? RestrictedAt { get; private set; }
    /// <summary>When a message to them was last begun, over all nodes; null before the first.</summary>
    public DateTimeOffset? CalledAt { get; private set; }
    /// <summary>Check sums of what they wrote lately by SMS, for a gateway that numbers none; null where nothing came so.</summary>
    public string? HeardLately { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public static Contact Of(Channel channel, string phone, string name, DateTimeOffset now) => new()
    {
        Id = Id<Contact>.New(), CentreId = channel.CentreId, ChannelId = channel.Id, Phone = phone, Name = KeptText.Of(name, NameLength), CreatedAt = now,
    };

    /// <summary>They wrote. Told late or twice it changes nothing: the latest stands.</summary>
    public void Wrote(string name, DateTimeOffset at)
    {
        HeardAt = HeardAt is { } before && before >= at ? before : Instants.Cut(at);
        if (Name.Length == 0)
            Name = KeptText.Of(name, NameLength);
    }

    public void Remember(string lately) => HeardLately = lately;

    public void Stopped(DateTimeOffset at) => StoppedAt = StoppedAt is { } before && before >= at ? before : Instants.Cut(at);

    public void Restrict(DateTimeOffset? at) => RestrictedAt = at;

    public void Call(string name) => Name = KeptText.Of(name, NameLength);

    public bool IsOpen(DateTimeOffset now) => HeardAt is { } at && now < at + Window;
}
