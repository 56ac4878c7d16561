using Pendopo.Channels.Contracts;
using Pendopo.Platform.Ui;

namespace Pendopo.Channels.Connected;

/// <summary>The light of a channel: the key of its word and the tone that repeats it.</summary>
internal sealed record ChannelLight(string Word, Tone Tone)
{
    /// <summary>So long before its end a sign-in is renewed without haste.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(14);

    public static ChannelLight Of(Channel channel, DateTimeOffset now) => channel.State switch
    {
        ChannelState.Off => new("LightOff", Tone.Plain),
        ChannelState.Reconnect => new("LightReconnect", Tone.Danger),
        _ when channel.TroubleReason is not null => new("LightTrouble", Tone.Waiting),
        _ when EndsSoon(channel, now) => new("LightEndsSoon", Tone.Waiting),
        _ => new("LightWorks", Tone.Good),
    };

    public static bool EndsSoon(Channel channel, DateTimeOffset now) => channel.EndsAt is { } end && end - now < Warning;
}
