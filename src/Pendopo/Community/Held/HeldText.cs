using System.Globalization;
using System.Resources;

namespace Pendopo.Community.Held;

/// <summary>Names the texts of words that wait or are watched for (HeldText.resx, HeldText.id.resx).</summary>
public sealed class HeldText
{
    private static readonly ResourceManager Texts = new(typeof(HeldText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
