using System.Globalization;
using Pendopo.Platform.Ui;

namespace Pendopo.Care.Reminders;

/// <summary>The parts of which reminders are made, whatever they are about.</summary>
internal static class ReminderLines
{
    /// <summary>With the person's safe word before it, if they have one.</summary>
    public static ReminderSaid Of(ReminderWish wish, string centre, string phone, string text, string link) =>
        new(phone, ReminderText.In(CultureInfo.GetCultureInfo(wish.Language), "MailSubject", centre), wish.SafeWord.Length > 0 ? $"{wish.SafeWord}: {text}" : text, link);

    /// <summary>"Senin, 3 Maret, 08.30 WIB".</summary>
    public static string When(DateOnly day, int minute, DateTimeOffset at, TimeZoneInfo zone, CultureInfo language) => $"{day.ToString("dddd, d MMMM", language)}, {Hour(minute, language)} {Clock.ZoneName(at, zone)}";

    public static string Hour(int minute, CultureInfo language) => new TimeOnly(minute / 60, minute % 60).ToString(language.TwoLetterISOLanguageName == "id" ? "HH.mm" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>By which a reminder belongs to what begins at an instant: moved, it is another.</summary>
    public static string MarkOf(DateTimeOffset startsAt) => startsAt.UtcDateTime.ToString("yyyyMMdd'T'HHmm'-'", CultureInfo.InvariantCulture);
}
