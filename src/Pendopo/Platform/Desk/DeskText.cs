using System.Globalization;
using System.Resources;

namespace Pendopo.Platform.Desk;

/// <summary>Names the texts of the desk's first page (DeskText.resx, DeskText.id.resx).</summary>
public sealed class DeskText
{
    private static readonly ResourceManager Texts = new(typeof(DeskText));

    /// <summary>A text where no localizer is at hand: an item of navigation.</summary>
    internal static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
