using System.Text.Json;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Jobs;

/// <summary>Puts work into the queue, in the caller's transaction: no job without its data, no data without its job.</summary>
public sealed class JobBoard(PendopoDb db, CentreScope scope, TimeProvider time)
{
    /// <summary>Adds the job to the context; it is kept when the caller saves.</summary>
    /// <param name="at">When it is due; at once when null.</param>
    /// <param name="uniqueKey">A name under which it may exist only once; saving a second one fails as a duplicate.</param>
    /// <param name="centre">The centre it works for; the one in scope when null.</param>
    /// <param name="lane">Whom it waits for, such as a network; in a queue with lanes it leaves the places of other lanes alone.</param>
    public Job Add<TJob>(TJob job, DateTimeOffset? at = null, string? uniqueKey = null, Id<Centre>? centre = null, string lane = "") where TJob : IJob
    {
        var now = time.Now();
        var row = Job.Of(JobKind.Of(job.GetType()), JsonSerializer.Serialize(job, job.GetType(), JobKinds.Json),
            centre ?? (scope.Centre.IsEmpty ? null : scope.Centre), at ?? now, now, uniqueKey, lane);
        db.Add(row);
        return row;
    }
}

public static class JobRegistration
{
    /// <summary>Registers the handler of a kind of job.</summary>
    public static IServiceCollection AddJob<TJob, THandler>(this IServiceCollection services)
        where TJob : IJob where THandler : class, IJobHandler<TJob> =>
        services.AddScoped<IJobHandler<TJob>, THandler>();
}
