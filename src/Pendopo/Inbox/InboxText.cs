using System.Globalization;
using System.Resources;

namespace Pendopo.Inbox;

/// <summary>Names the texts of the inbox (InboxText.resx, InboxText.id.resx).</summary>
public sealed class InboxText
{
    /// <summary>A word in a language, whatever the page's is.</summary>
    public static string In(string language, string key) => Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;

    private static readonly ResourceManager Texts = new(typeof(InboxText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
