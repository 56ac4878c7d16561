using System.Globalization;
using System.Resources;

namespace Pendopo.Care.Rebookings;

/// <summary>Names the texts of days that fall away (RebookText.resx, RebookText.id.resx).</summary>
public sealed class RebookText
{
    private static readonly ResourceManager Texts = new(typeof(RebookText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key, params object[] values)
    {
        var said = Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return values.Length == 0 ? said : string.Format(CultureInfo.CurrentCulture, said, values);
    }
}
