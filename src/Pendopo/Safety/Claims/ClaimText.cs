using System.Globalization;
using System.Resources;

namespace Pendopo.Safety.Claims;

/// <summary>Names the texts of claims (ClaimText.resx, ClaimText.id.resx).</summary>
public sealed class ClaimText
{
    private static readonly ResourceManager Texts = new(typeof(ClaimText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
