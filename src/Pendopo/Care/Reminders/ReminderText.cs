using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;

namespace Pendopo.Care.Reminders;

/// <summary>Names the texts of reminders (ReminderText.resx, ReminderText.id.resx).</summary>
public sealed class ReminderText
{
    private static readonly ResourceManager Texts = new(typeof(ReminderText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key, params object[] values) => In(CultureInfo.CurrentUICulture, key, values);

    /// <summary>A word in a language of somebody's choice.</summary>
    public static string In(CultureInfo language, string key, params object[] values)
    {
        var said = Texts.GetString(key, language) ?? key;
        return values.Length == 0 ? said : string.Format(language, said, values);
    }

    /// <summary>Why a reminder failed or waits: our own word for it where it is one, else what the network said.</summary>
    public static string Why(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var (key, more) = reason.Split(' ', 2) is [var first, var rest] ? (first, $" ({rest})") : (reason, "");
        return Texts.GetString("Why_" + key, CultureInfo.CurrentUICulture) is { } own ? own + more : KeptReason.Say(reason);
    }
}
