using System.Globalization;
using System.Resources;

namespace Pendopo.Care.Queue;

/// <summary>Names the texts of queues (QueueText.resx, QueueText.id.resx).</summary>
public sealed class QueueText
{
    private static readonly ResourceManager Texts = new(typeof(QueueText));

    /// <summary>A word in a language of somebody's choice.</summary>
    public static string In(CultureInfo language, string key, params object[] values) => string.Format(language, Texts.GetString(key, language) ?? key, values);

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
