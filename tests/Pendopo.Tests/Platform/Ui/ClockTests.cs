using System.Globalization;
using Pendopo.Platform.Ui;

namespace Pendopo.Tests.Platform.Ui;

public sealed class ClockTests : IDisposable
{
    private static readonly DateTimeOffset Instant = new(2026, 12, 31, 1, 30, 0, TimeSpan.Zero);
    private readonly CultureInfo before = CultureInfo.CurrentCulture;
    private readonly CultureInfo wordsBefore = CultureInfo.CurrentUICulture;

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, wordsBefore);

    [Theory]
    [InlineData("id", "Asia/Jakarta", "31 Desember 2026, 08.30 WIB")]
    [InlineData("id", "Asia/Makassar", "31 Desember 2026, 09.30 WITA")]
    [InlineData("id", "Asia/Jayapura", "31 Desember 2026, 10.30 WIT")]
    [InlineData("en", "Asia/Jakarta", "31 December 2026, 08:30 WIB")]
    [InlineData("en", "Asia/Kolkata", "31 December 2026, 07:00 UTC+5:30")]
    [InlineData("en", "America/St_Johns", "30 December 2026, 22:00 UTC-3:30")]
    [InlineData("en", "UTC", "31 December 2026, 01:30 UTC")]
    public void An_instant_is_written_in_the_centres_zone_with_its_name(string language, string zone, string expected)
    {
        Speak(language);
        Clock.DateTime(Instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(expected);
    }

    [Fact]
    public void A_day_is_the_day_of_the_centre_and_not_of_the_server()
        => Clock.DateOf(new DateTimeOffset(2026, 12, 31, 20, 0, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta")).ShouldBe(new DateOnly(2027, 1, 1));

    [Fact]
    public void The_name_of_a_zone_with_summer_time_follows_the_instant()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Clock.ZoneName(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero), berlin).ShouldBe("UTC+2");
        Clock.ZoneName(Instant, berlin).ShouldBe("UTC+1");
    }

    private static void Speak(string language)
        => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
}
