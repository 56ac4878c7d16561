using Pendopo.Channels.Contracts;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Sharing;

/// <summary>A post in words that somebody passes on by their own phone. Pure.</summary>
internal static class HandWords
{
    public const int MostLength = 2_000;

    // As much as is read in a group without "read more"; two messages of a telephone, in each of its alphabets.
    private const int InGroup = 700, InMessages = 306, InWideMessages = 134;

    public static string ForWhatsApp(PostWords words, string url) => ChannelText.Of(words, ChannelLimits.None with { Graphemes = InGroup }, url);

    /// <summary>At most two messages on the telephone network, wherever the address leaves room for that.</summary>
    public static string ForSms(PostWords words, string url)
    {
        foreach (var most in new[] { InMessages, InWideMessages })
        {
            for (var length = most; length >= most / 2; length -= 8)
            {
                if (Short(words, url, length) is var text && SmsSize.Of(text).Segments <= 2)
                    return text;
            }
        }
        return Short(words, url, InWideMessages);
    }

    /// <summary>Opens WhatsApp with these words in it; to whom they go is chosen there, so the address names nobody.</summary>
    public static string WhatsAppLink(string text) => "https://wa.me/?text=" + Uri.EscapeDataString(text);

    private static string Short(PostWords words, string url, int length) => SmsSize.Cheaper(ChannelText.Of(words, ChannelLimits.None with { Graphemes = length }, url)).Replace("\n\n", "\n", StringComparison.Ordinal);
}
