using System.Collections.Concurrent;

namespace Pendopo.Platform.Jobs;

/// <summary>How many jobs of each lane of a queue are under way on this node.</summary>
/// <param name="width">How many of one lane may be.</param>
internal sealed class JobLanes(int width)
{
    private readonly ConcurrentDictionary<string, int> underway = new(StringComparer.Ordinal);

    /// <summary>The lanes without a free place, each between commas.</summary>
    public string Full => $",{string.Concat(underway.Where(lane => lane.Value >= width).Select(lane => $"{lane.Key},"))}";

    public void Begin(Job job)
    {
        if (job.Lane.Length > 0)
            underway.AddOrUpdate(job.Lane, 1, (_, count) => count + 1);
    }

    public void End(Job job)
    {
        if (job.Lane.Length > 0)
            underway.AddOrUpdate(job.Lane, 0, (_, count) => count - 1);
    }
}
