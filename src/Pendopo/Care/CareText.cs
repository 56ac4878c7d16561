using System.Globalization;
using System.Resources;

namespace Pendopo.Care;

/// <summary>Names the texts of services and their sessions (CareText.resx, CareText.id.resx).</summary>
public sealed class CareText
{
    private static readonly ResourceManager Texts = new(typeof(CareText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key, params object[] values)
    {
        var said = Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return values.Length == 0 ? said : string.Format(CultureInfo.CurrentCulture, said, values);
    }
}
