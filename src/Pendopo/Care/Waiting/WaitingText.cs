using System.Globalization;
using System.Resources;

namespace Pendopo.Care.Waiting;

/// <summary>Names the texts of the waiting list (WaitingText.resx, WaitingText.id.resx).</summary>
public sealed class WaitingText
{
    private static readonly ResourceManager Texts = new(typeof(WaitingText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
