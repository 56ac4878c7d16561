using System.Globalization;
using System.Resources;

namespace Pendopo.Inbox.Listening;

/// <summary>Names the texts of listening (ListeningText.resx, ListeningText.id.resx).</summary>
public sealed class ListeningText
{
    private static readonly ResourceManager Texts = new(typeof(ListeningText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
