using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Jobs;

/// <summary>Takes in work that comes from outside faster than one transaction each allows: jobs that stand for themselves, with nothing else to be
/// kept beside them. What is part of an act goes to the <see cref="JobBoard"/> instead.</summary>
public sealed class JobIntake
{
    private const int AtOnce = 100;

    private readonly GroupWriter<Job> writer;
    private readonly IServiceScopeFactory scopes;
    private readonly IDialect dialect;
    private readonly TimeProvider time;
    private int asking;

    public JobIntake(IServiceScopeFactory scopes, IDialect dialect, TimeProvider time)
    {
        (this.scopes, this.dialect, this.time) = (scopes, dialect, time);
        writer = new(AtOnce, Write);
    }

    /// <summary>How many stand at the door and wait until theirs is kept.</summary>
    public int Asking => Volatile.Read(ref asking);

    /// <summary>Returns when the job is on the disk, also when one of this key was there already.</summary>
    /// <param name="uniqueKey">The name under which it exists only once.</param>
    /// <param name="centre">The centre it works for.</param>
    public async Task Keep<TJob>(TJob job, string uniqueKey, Id<Centre> centre) where TJob : IJob
    {
        var now = time.Now();
        var made = Job.Of(JobKind.Of(typeof(TJob)), JsonSerializer.Serialize(job, JobKinds.Json), centre, now, now, uniqueKey);
        Interlocked.Increment(ref asking);
        try
        {
            await writer.Write(made);
        }
        finally
        {
            Interlocked.Decrement(ref asking);
        }
    }

    private async Task Write(IReadOnlyList<Job> group)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var keys = group.Select(job => job.UniqueKey!).ToList();
        var there = await db.Set<Job>().Where(job => EF.Parameter(keys).Contains(job.UniqueKey!)).Select(job => job.UniqueKey!).ToListAsync(CancellationToken.None);
        db.AddRange(group.DistinctBy(job => job.UniqueKey, StringComparer.Ordinal).ExceptBy(there, job => job.UniqueKey!, StringComparer.Ordinal));
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateException error) when (group.Count == 1 && dialect.IsDuplicate(error))
        {
            // Another node took the same in at the same moment. In a group the others come once more, each alone.
        }
    }
}
