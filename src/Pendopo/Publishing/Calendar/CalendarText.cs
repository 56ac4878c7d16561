using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Calendar;

/// <summary>Names the words of the calendar (CalendarText.resx, CalendarText.id.resx).</summary>
internal sealed class CalendarText
{
    private static readonly ResourceManager Texts = new(typeof(CalendarText));

    /// <summary>A word where no localizer is at hand: an item of navigation, a feed.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
