using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Pages;

/// <summary>Names the texts of this slice.</summary>
public sealed class HousePageText
{
    private static readonly ResourceManager Texts = new(typeof(HousePageText));

    /// <summary>A text where no localizer is at hand: an item of navigation.</summary>
    internal static string Of(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
