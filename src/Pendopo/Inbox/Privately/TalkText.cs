using System.Globalization;
using System.Resources;

namespace Pendopo.Inbox.Privately;

/// <summary>Names the words of the private way (TalkText.resx, TalkText.id.resx).</summary>
internal sealed class TalkText
{
    private static readonly ResourceManager Texts = new(typeof(TalkText));

    /// <summary>A word in a language of its own, such as an answer's.</summary>
    public static string Say(string key, string language) => Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;
}
