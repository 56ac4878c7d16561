using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing;

/// <summary>Names the words of this room (PublishingText.resx, PublishingText.id.resx).</summary>
internal sealed class PublishingText
{
    private static readonly ResourceManager Texts = new(typeof(PublishingText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
