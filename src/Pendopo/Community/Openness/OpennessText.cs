using System.Globalization;
using System.Resources;

namespace Pendopo.Community.Openness;

/// <summary>Names the texts of how the square is kept (OpennessText.resx, OpennessText.id.resx).</summary>
public sealed class OpennessText
{
    private static readonly ResourceManager Texts = new(typeof(OpennessText));

    /// <summary>A word in the language of the page; for pages that have other texts of their own.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
