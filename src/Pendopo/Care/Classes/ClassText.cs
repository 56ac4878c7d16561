using System.Globalization;
using System.Resources;

namespace Pendopo.Care.Classes;

/// <summary>Names the texts of classes (ClassText.resx, ClassText.id.resx).</summary>
public sealed class ClassText
{
    private static readonly ResourceManager Texts = new(typeof(ClassText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
