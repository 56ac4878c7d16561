using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Disclosure;

/// <summary>Names the words of labels and checklists (DisclosureText.resx, DisclosureText.id.resx).</summary>
internal sealed class DisclosureText
{
    private static readonly ResourceManager Texts = new(typeof(DisclosureText));

    /// <summary>A word in the language of a post, for readers elsewhere.</summary>
    public static string Say(string key, CultureInfo culture) => Texts.GetString(key, culture) ?? key;
}
