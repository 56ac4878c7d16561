using System.Globalization;
using System.Resources;

namespace Pendopo.Care.Complaints;

/// <summary>Names the texts of complaints (ComplaintText.resx, ComplaintText.id.resx).</summary>
public sealed class ComplaintText
{
    private static readonly ResourceManager Texts = new(typeof(ComplaintText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
