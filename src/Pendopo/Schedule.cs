using Pendopo.Platform.Jobs;

namespace Pendopo;

/// <summary>Everything periodic, in one list.</summary>
internal static class Schedule
{
    public static IReadOnlyList<Periodic> All { get; } =
    [
    ];
}
