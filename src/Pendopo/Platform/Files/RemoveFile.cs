using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files;

/// <summary>Removes a file: its row in the caller's transaction, its bytes by a job of the same transaction.</summary>
public sealed class RemoveFile(PendopoDb db, JobBoard jobs)
{
    /// <summary>Adds the removal to the context; it happens when the caller saves. A file of another centre is not found.</summary>
    public Task<Result<Done>> Run(Id<StoredFile> id, CancellationToken cancel) => Remove(db.Set<StoredFile>(), id, cancel);

    /// <summary>The same at whichever centre: for who erases a person.</summary>
    public Task<Result<Done>> RunAnywhere(Id<StoredFile> id, CancellationToken cancel) => Remove(db.Set<StoredFile>().AcrossCentres(), id, cancel);

    private async Task<Result<Done>> Remove(IQueryable<StoredFile> files, Id<StoredFile> id, CancellationToken cancel)
    {
        if (await files.FirstOrDefaultAsync(file => file.Id == id, cancel) is not { } found)
            return Problem.NotFound;
        db.Remove(found);
        jobs.Add(new EraseBlobs(found.Name));
        return default(Done);
    }
}

[Job("platform.file.erase", Queue = "media")]
internal sealed record EraseBlobs(string Name) : IJob;

internal sealed class EraseBlobsJob(IBlobStore blobs) : IJobHandler<EraseBlobs>
{
    public Task<JobOutcome> Run(EraseBlobs job, CancellationToken cancel)
    {
        blobs.Forget(new BlobName(job.Name));
        foreach (var width in MakeRenditionsJob.Widths)
            blobs.Forget(new BlobName(job.Name, width));
        return Task.FromResult(JobOutcome.Done);
    }
}
