using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Jobs;

/// <summary>A line of jobs that one node works with at most <paramref name="Concurrency"/> at once.</summary>
/// <param name="Name">Its name, which stands in rows.</param>
/// <param name="Concurrency">How many at once.</param>
/// <param name="GivesWay">Whether it lets those go first who stand at the door with more of it: they wait for an answer, what was kept waits for nobody.</param>
/// <param name="LaneWidth">How many of one lane at once, where its jobs have lanes: what waits for one network leaves places for the others.</param>
public sealed record JobQueue(string Name, int Concurrency, bool GivesWay = false, int? LaneWidth = null);

/// <summary>The arguments of a job: a record marked with <see cref="JobAttribute"/>.</summary>
public interface IJob;

/// <summary>Names a kind of job for ever: the name stands in rows.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class JobAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string Queue { get; init; } = "default";
    public int MaxAttempts { get; init; } = 8;
}

/// <summary>Does the job. Runs in a scope of its own, within the centre of the job; may run twice for one job, so its effects are idempotent.</summary>
public interface IJobHandler<in TJob> where TJob : IJob
{
    Task<JobOutcome> Run(TJob job, CancellationToken cancel);
}

public sealed record JobKind(string Name, string Queue, int MaxAttempts, Type Arguments)
{
    public static JobKind Of(Type arguments)
    {
        var named = arguments.GetCustomAttribute<JobAttribute>() ?? throw new InvalidOperationException($"{arguments.Name} has no [Job].");
        return new(named.Name, named.Queue, named.MaxAttempts, arguments);
    }
}

/// <summary>Every kind of job in the program, found by its <see cref="JobAttribute"/>.</summary>
public sealed class JobKinds
{
    private static readonly ConcurrentDictionary<Type, Runner> Runners = new();

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General);

    private readonly Dictionary<string, JobKind> byName = MarkedTypes.With<JobAttribute>()
        .Select(JobKind.Of)
        .ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<JobKind> All => byName.Values;

    public JobKind? Find(string name) => byName.GetValueOrDefault(name);

    internal static async Task<JobOutcome> Run(IServiceProvider services, JobKind kind, string arguments, CancellationToken cancel)
    {
        var job = JsonSerializer.Deserialize(arguments, kind.Arguments, Json)!;
        var runner = Runners.GetOrAdd(kind.Arguments, type => (Runner)Activator.CreateInstance(typeof(Runner<>).MakeGenericType(type))!);
        return await runner.Run(services, job, cancel);
    }

    private abstract class Runner
    {
        public abstract Task<JobOutcome> Run(IServiceProvider services, object job, CancellationToken cancel);
    }

    private sealed class Runner<TJob> : Runner where TJob : IJob
    {
        public override Task<JobOutcome> Run(IServiceProvider services, object job, CancellationToken cancel) =>
            services.GetRequiredService<IJobHandler<TJob>>().Run((TJob)job, cancel);
    }
}
