using System.Globalization;
using System.Text;

namespace Pendopo.Platform.Calendars;

/// <summary>Something at an instant.</summary>
/// <param name="Id">Stable and unique within the feed.</param>
/// <param name="Minutes">How long it is shown as lasting.</param>
/// <param name="Place">Where it is; empty when nobody says.</param>
/// <param name="Cancelled">It was to be and is not: calendars take it out.</param>
public sealed record ICalendarEvent(string Id, string Title, DateTimeOffset At, string Url, int Minutes = ICalendar.ShownMinutes, string Place = "", bool Cancelled = false);

/// <summary>Something on whole days.</summary>
public sealed record ICalendarDay(string Id, string Title, DateOnly First, DateOnly Last);

/// <summary>Writes a calendar as RFC 5545 (iCalendar) with the refresh hints of RFC 7986. Pure.</summary>
public static class ICalendar
{
    // RFC 5545 section 3.1: a line holds at most 75 octets without its end; a longer one goes on in a line that begins with a space.
    private const int LineOctets = 75;

    // How long a post is shown as lasting; it has no length of its own.
    public const int ShownMinutes = 15;

    public static string Write(string name, DateTimeOffset now, IEnumerable<ICalendarEvent> events, IEnumerable<ICalendarDay> days)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(days);
        var text = new StringBuilder();
        foreach (var line in (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pendopo//Calendar//EN", "CALSCALE:GREGORIAN", $"NAME:{Escape(name)}", $"X-WR-CALNAME:{Escape(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"])
            Line(text, line);
        foreach (var happening in events)
            Event(text, now, happening.Id, happening.Title, Of(happening));
        // The end of a whole-day event is the first day after it (section 3.6.1).
        foreach (var day in days)
            Event(text, now, day.Id, day.Title, [$"DTSTART;VALUE=DATE:{Date(day.First)}", $"DTEND;VALUE=DATE:{Date(day.Last.AddDays(1))}", "TRANSP:TRANSPARENT"]);
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static List<string> Of(ICalendarEvent happening)
    {
        List<string> lines = [$"DTSTART:{Utc(happening.At)}", $"DURATION:PT{happening.Minutes.ToString(CultureInfo.InvariantCulture)}M", $"URL:{happening.Url}"];
        if (happening.Place.Length > 0)
            lines.Add($"LOCATION:{Escape(happening.Place)}");
        if (happening.Cancelled)
            lines.Add("STATUS:CANCELLED");
        return lines;
    }

    private static void Event(StringBuilder text, DateTimeOffset now, string id, string title, IEnumerable<string> when)
    {
        foreach (var line in (string[])["BEGIN:VEVENT", $"UID:{id}@pendopo", $"DTSTAMP:{Utc(now)}", .. when, $"SUMMARY:{Escape(title)}", "END:VEVENT"])
            Line(text, line);
    }

    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }

    // Section 3.3.11; other control characters may not stand in a text at all.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c is '\\' or ';' or ',')
                escaped.Append('\\').Append(c);
            else if (c == '\n')
                escaped.Append("\\n");
            else if (!char.IsControl(c))
                escaped.Append(c);
        }
        return escaped.ToString();
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Date(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
