using System.Globalization;
using Pendopo.Platform.Centres;

namespace Pendopo.Care;

/// <summary>What the pages of care share.</summary>
internal static class CarePages
{
    /// <summary>Whether an address with a handle in it is the centre's own: any other first part is no page of ours.</summary>
    public static bool IsOf(Here here, string? at) =>
        here.HasCentre && (at is null || at.Equals("@" + here.Centre.Handle, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name of a day of the week in the reader's language, Monday first from 0.</summary>
    public static string DayName(DayOfWeek day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(day);

    public static readonly IReadOnlyList<DayOfWeek> Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>Whether a day is one that people live in: beyond it clocks and zones end.</summary>
    public static bool IsSound(DateOnly day) => day.Year is >= 2000 and <= 2200;

    /// <summary>A day as its field sends it; null for what is none.</summary>
    public static DateOnly? Day(string? typed) => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsSound(day) ? day : null;

    public static string Field(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A whole number as somebody typed it; null for an empty field, -1 for what is no number.</summary>
    public static int? Number(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>A member of an enum by its name; null for anything else.</summary>
    public static T? Member<T>(string? typed) where T : struct, Enum => Enum.TryParse<T>(typed, out var one) && Enum.IsDefined(one) && one.ToString() == typed ? one : null;

    /// <summary>"Senin, 3 Maret", or today's and tomorrow's name.</summary>
    public static string Near(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => CareText.Say("Today"),
        1 => CareText.Say("Tomorrow"),
        _ => day.ToString("dddd, d MMMM", CultureInfo.CurrentCulture),
    };
}
