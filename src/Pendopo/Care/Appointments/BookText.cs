using System.Globalization;
using System.Resources;

namespace Pendopo.Care.Appointments;

/// <summary>Names the texts of appointments (BookText.resx, BookText.id.resx).</summary>
public sealed class BookText
{
    private static readonly ResourceManager Texts = new(typeof(BookText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key, params object[] values)
    {
        var said = Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return values.Length == 0 ? said : string.Format(CultureInfo.CurrentCulture, said, values);
    }
}
