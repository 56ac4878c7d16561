namespace Pendopo.Privacy.Rules;

/// <summary>
/// The shape of NIK and KK numbers (Dukcapil): province, regency, district (2 digits each), day, month, year (2 each), serial (4, never 0000).
/// In a NIK the day of a woman's birth has 40 added; in a KK the date is the card's. A number keeps the codes of its year for life, so the
/// bounds hold retired codes too (Kemendagri decree 300.2.2-2138/2025 and archives since 2016).
/// </summary>
internal static class Nik
{
    public const int Length = 16;

    // Province, highest regency number, highest city number (cities count from 71).
    private static readonly (byte Regency, byte City)[] Provinces = Table(
        (11, 18, 75), (12, 25, 78), (13, 12, 77), (14, 10, 72), (15, 9, 72), (16, 13, 74), (17, 9, 71), (18, 13, 72), (19, 6, 71), (21, 5, 72),
        (31, 1, 75), (32, 18, 79), (33, 29, 76), (34, 4, 71), (35, 29, 79), (36, 4, 74), (51, 8, 71), (52, 8, 72), (53, 21, 71), (61, 12, 72),
        (62, 13, 71), (63, 11, 72), (64, 11, 74), (65, 4, 71), (71, 11, 74), (72, 12, 71), (73, 26, 73), (74, 15, 72), (75, 5, 71), (76, 6, 0),
        (81, 9, 72), (82, 8, 72), (91, 28, 71), (92, 12, 71), (93, 4, 0), (94, 8, 0), (95, 8, 0), (96, 5, 71));

    /// <summary>True when the 16 digits have a region and a date that exist.</summary>
    public static bool IsPlausible(ReadOnlySpan<char> digits)
    {
        if (digits.Length != Length || digits[12..].SequenceEqual("0000"))
            return false;
        var (province, regency, district) = (Two(digits, 0), Two(digits, 2), Two(digits, 4));
        var bounds = province < Provinces.Length ? Provinces[province] : default;
        var isRegion = (regency >= 1 && regency <= bounds.Regency) || (regency >= 71 && regency <= bounds.City);
        var day = Two(digits, 6) is var coded and > 40 ? coded - 40 : Two(digits, 6);
        return isRegion && district >= 1 && IsDay(day, Two(digits, 8), Two(digits, 10));
    }

    // 29 February is taken when either century of the two-digit year has one.
    private static bool IsDay(int day, int month, int year) =>
        month is >= 1 and <= 12 && day >= 1 && day <= Math.Max(DateTime.DaysInMonth(1900 + year, month), DateTime.DaysInMonth(2000 + year, month));

    private static int Two(ReadOnlySpan<char> digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';

    private static (byte, byte)[] Table(params (byte Province, byte Regency, byte City)[] rows)
    {
        var table = new (byte, byte)[100];
        foreach (var (province, regency, city) in rows)
            table[province] = (regency, city);
        return table;
    }
}
