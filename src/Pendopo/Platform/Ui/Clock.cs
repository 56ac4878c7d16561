using System.Globalization;

namespace Pendopo.Platform.Ui;

/// <summary>How instants and dates are written: in the centre's zone, with the zone's name, 24 hours.</summary>
/// <remarks>Indonesian writes the time with a dot (08.30 WIB), English with a colon. The three Indonesian zones have names of
/// their own (Presidential Decree 41 of 1987); every other zone is shown as its distance from UTC.</remarks>
public static class Clock
{
    /// <summary>"08.30 WIB".</summary>
    public static string Time(DateTimeOffset instant, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return string.Create(CultureInfo.InvariantCulture, $"{Time(TimeOnly.FromDateTime(Local(instant, zone)))} {ZoneName(instant, zone)}");
    }

    /// <summary>"08.30".</summary>
    public static string Time(TimeOnly time) => time.ToString(Indonesian ? "HH.mm" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"31 Desember 2026".</summary>
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>"Kamis, 31 Desember 2026".</summary>
    public static string Day(DateOnly date) => date.ToString("dddd, d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>"Desember 2026".</summary>
    public static string Month(DateOnly date) => date.ToString("MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>"31 Desember 2026, 08.30 WIB".</summary>
    public static string DateTime(DateTimeOffset instant, TimeZoneInfo zone)
        => $"{Date(DateOf(instant, zone))}, {Time(instant, zone)}";

    /// <summary>The day an instant falls on in the zone.</summary>
    public static DateOnly DateOf(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(Local(instant, zone));

    /// <summary>The instant at which the zone's clocks show this. An hour that they skip counts as the one after it, and of an hour that they show
    /// twice the second is meant.</summary>
    public static DateTimeOffset Instant(System.DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>WIB, WITA, WIT, else "UTC+3" or "UTC+5:30"; the distance is the one valid at the instant.</summary>
    public static string ZoneName(DateTimeOffset instant, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        switch (zone.Id)
        {
            case "Asia/Jakarta" or "Asia/Pontianak": return "WIB";
            case "Asia/Makassar" or "Asia/Ujung_Pandang": return "WITA";
            case "Asia/Jayapura": return "WIT";
        }

        var offset = zone.GetUtcOffset(instant);
        if (offset == TimeSpan.Zero)
        {
            return "UTC";
        }

        var sign = offset < TimeSpan.Zero ? "-" : "+";
        return string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{Math.Abs(offset.Hours)}{(offset.Minutes == 0 ? "" : offset.ToString(@"\:mm", CultureInfo.InvariantCulture))}");
    }

    private static bool Indonesian => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "id";

    private static System.DateTime Local(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;
}
