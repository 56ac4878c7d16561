using System.Numerics;
using System.Runtime.InteropServices;

namespace Pendopo.Community.Trust;

/// <summary>On which days somebody read, kept as sparingly as it can be: how many they were, the last one, and one bit for each of the days before it.</summary>
/// <param name="Days">How many days in all.</param>
/// <param name="Recent">Its lowest bit is the last day, the next one the day before, as far back as <see cref="Span"/>.</param>
/// <param name="Last">Null before the first one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Visits(int Days, long Recent, DateOnly? Last)
{
    /// <summary>How many days back are remembered one by one.</summary>
    public const int Span = 60;

    private const long Mask = (1L << Span) - 1;

    /// <summary>After they read on this day; a day that is known already, or lies before the last one, changes nothing.</summary>
    public Visits On(DateOnly day) => Last >= day ? this : new(Days + 1, Shifted(day) | 1, day);

    /// <summary>On how many of the last <see cref="Span"/> days they read.</summary>
    public int Within(DateOnly today) => BitOperations.PopCount((ulong)Shifted(today));

    private long Shifted(DateOnly day)
    {
        var gap = Last is { } last ? day.DayNumber - last.DayNumber : Span;
        return gap <= 0 ? Recent : gap >= Span ? 0 : (Recent << gap) & Mask;
    }
}
