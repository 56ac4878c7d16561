using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Consents;

/// <summary>Names the words about persons shown in posts (PersonsText.resx, PersonsText.id.resx).</summary>
internal sealed class PersonsText
{
    private static readonly ResourceManager Texts = new(typeof(PersonsText));

    /// <summary>A word in the language of a centre, where nobody reads yet.</summary>
    public static string Say(string key, string language) => Texts.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;
}
