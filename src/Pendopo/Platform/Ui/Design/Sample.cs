namespace Pendopo.Platform.Ui.Design;

/// <summary>Fixed figures of the design system's pages, so that two pictures of the same page are the same.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Instant = new(2026, 11, 19, 1, 30, 0, TimeSpan.Zero);

    public static readonly DateOnly Today = new(2026, 11, 19);

    public static DateOnly Day(int day) => new(2026, 11, day);

    public static TimeOnly At(int hour, int minute = 0) => new(hour, minute);
}
