using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Library;

/// <summary>Names the words of the library (LibraryText.resx, LibraryText.id.resx).</summary>
internal sealed class LibraryText
{
    private static readonly ResourceManager Texts = new(typeof(LibraryText));

    /// <summary>A word where no localizer is at hand: an item of navigation.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
