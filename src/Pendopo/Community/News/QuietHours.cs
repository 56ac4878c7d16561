using System.Globalization;
using System.Runtime.InteropServices;
using Pendopo.Platform.Centres;

namespace Pendopo.Community.News;

/// <summary>Hours of the centre's day in which no phone is told anything.</summary>
/// <param name="From">The first hour that is quiet, 0 to 23.</param>
/// <param name="Until">The first hour that is not, 0 to 23; the same as <paramref name="From"/> for none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QuietHours(int From, int Until)
{
    /// <summary>When the quiet that is now ends; null when it is not quiet.</summary>
    public DateTimeOffset? EndOf(DateTimeOffset now, Centre centre)
    {
        ArgumentNullException.ThrowIfNull(centre);
        var local = centre.Local(now);
        var (from, until) = (From, Until);
        var isQuiet = from < until ? local.Hour >= from && local.Hour < until : from > until && (local.Hour >= from || local.Hour < until);
        return isQuiet ? now + TimeSpan.FromHours((until - local.Hour + 24) % 24) - new TimeSpan(0, 0, local.Minute, local.Second, local.Millisecond) : null;
    }

    /// <summary>Reads two hours as a form tells them; null for what is none.</summary>
    public static QuietHours? Read(string? from, string? until) => Hour(from) is { } first && Hour(until) is { } last ? new(first, last) : null;

    private static int? Hour(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour is >= 0 and <= 23 ? hour : null;
}
