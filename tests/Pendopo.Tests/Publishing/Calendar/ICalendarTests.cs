using System.Text;
using Pendopo.Platform.Calendars;

namespace Pendopo.Tests.Publishing.Calendar;

public sealed class ICalendarTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_line_is_longer_than_75_octets_and_unfolded_it_says_the_whole_title()
    {
        var title = string.Concat(Enumerable.Repeat("Cuci tangan — 🧼, sabun; air\\bersih ", 12));
        var text = Write(new ICalendarEvent("1", title, Now, "https://melati.example/desk/posts/1"));
        text.Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        var summary = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n").Single(line => line.StartsWith("SUMMARY:", StringComparison.Ordinal));
        summary["SUMMARY:".Length..].Replace("\\,", ",", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal).ShouldBe(title);
    }

    [Fact]
    public void A_title_cannot_write_lines_of_its_own()
    {
        var text = Write(new ICalendarEvent("1", "Judul\r\nEND:VEVENT\nBEGIN:VALARM\u0007", Now, "https://melati.example/"));
        text.Split("\r\n").Count(line => line == "END:VEVENT").ShouldBe(1);
        text.ShouldNotContain("\nBEGIN:VALARM");
        text.ShouldContain("SUMMARY:Judul\\nEND:VEVENT\\nBEGIN:VALARM\r\n");
    }

    [Fact]
    public void Whole_days_end_on_the_day_after_and_instants_are_in_UTC()
    {
        var text = ICalendar.Write("Kalender", Now, [new("1", "Pagi", new DateTimeOffset(2026, 3, 2, 7, 30, 0, TimeSpan.FromHours(7)), "https://melati.example/")],
            [new("week", "Pekan Menyusui", new(2026, 8, 1), new(2026, 8, 7))]);
        text.ShouldContain("DTSTART:20260302T003000Z\r\n");
        text.ShouldContain("DTSTART;VALUE=DATE:20260801\r\nDTEND;VALUE=DATE:20260808\r\n");
        text.ShouldStartWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
        text.ShouldEndWith("END:VCALENDAR\r\n");
    }

    private static string Write(ICalendarEvent happening) => ICalendar.Write("Kalender", Now, [happening], []);
}
