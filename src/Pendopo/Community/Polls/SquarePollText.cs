using System.Globalization;
using System.Resources;

namespace Pendopo.Community.Polls;

/// <summary>Names the texts of the square's polls (SquarePollText.resx, SquarePollText.id.resx).</summary>
public sealed class SquarePollText
{
    private static readonly ResourceManager Texts = new(typeof(SquarePollText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
