using Pendopo.Channels.Contracts;
using Pendopo.Channels.Sms;

namespace Pendopo.Channels.WhatsApp;

/// <summary>Telephone numbers as people write them. Pure.</summary>
internal static class Phones
{
    private const string Indonesia = PhoneNumber.Indonesia;

    /// <summary>The country whose numbers may be written without it: that of the channel's own number, or the one its gateway was set to; empty for none.</summary>
    public static string CountryOf(Channel channel) => channel.Network == SmsConnector.NetworkName ? channel.Address
        : channel.Handle.TrimStart('+').StartsWith(Indonesia, StringComparison.Ordinal) ? Indonesia : "";

    /// <summary>Digits with the country before them (<see cref="PhoneNumber"/>).</summary>
    public static string? Of(string? typed, string country) => PhoneNumber.Of(typed, country);
}
