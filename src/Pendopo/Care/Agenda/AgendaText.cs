using System.Globalization;
using System.Resources;

namespace Pendopo.Care.Agenda;

/// <summary>Names the texts of staff's calendars (AgendaText.resx, AgendaText.id.resx).</summary>
public sealed class AgendaText
{
    private static readonly ResourceManager Texts = new(typeof(AgendaText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
