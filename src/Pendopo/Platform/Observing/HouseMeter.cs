using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Pendopo.Platform.Observing;

/// <summary>What the program itself counts and traces. Names and kinds only: nothing here may say who.</summary>
public sealed class HouseMeter : IDisposable
{
    public const string Name = "Pendopo";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> jobs;
    private readonly Histogram<double> jobTime;

    public HouseMeter()
    {
        jobs = meter.CreateCounter<long>("pendopo.jobs", description: "Background jobs done, by kind and outcome.");
        jobTime = meter.CreateHistogram<double>("pendopo.job.duration", "s", "How long background jobs took.");
    }

    internal static ActivitySource Traces { get; } = new(Name);

    internal void Job(string kind, string outcome, TimeSpan took)
    {
        jobs.Add(1, new("kind", kind), new("outcome", outcome));
        jobTime.Record(took.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
    }

    public void Dispose() => meter.Dispose();
}
