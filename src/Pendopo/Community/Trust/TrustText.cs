using System.Globalization;
using System.Resources;

namespace Pendopo.Community.Trust;

/// <summary>Names the texts of how far members are known (TrustText.resx, TrustText.id.resx).</summary>
public sealed class TrustText
{
    private static readonly ResourceManager Texts = new(typeof(TrustText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
