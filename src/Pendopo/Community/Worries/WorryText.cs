using System.Globalization;
using System.Resources;

namespace Pendopo.Community.Worries;

/// <summary>Names the texts of worries and of help lines (WorryText.resx, WorryText.id.resx).</summary>
public sealed class WorryText
{
    private static readonly ResourceManager Texts = new(typeof(WorryText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    /// <summary>A word in a language of our choice, for what somebody else will read.</summary>
    public static string SayIn(string key, CultureInfo language) => Texts.GetString(key, language) ?? key;
}
