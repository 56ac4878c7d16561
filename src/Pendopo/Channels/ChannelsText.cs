using System.Globalization;
using System.Resources;

namespace Pendopo.Channels;

/// <summary>Names the texts of the channels (ChannelsText.resx, ChannelsText.id.resx).</summary>
public sealed class ChannelsText
{
    private static readonly ResourceManager Texts = new(typeof(ChannelsText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
