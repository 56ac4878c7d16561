using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files;

[Job("platform.file.sweep", Queue = "media")]
internal sealed record SweepFiles : IJob;

/// <summary>Clears away what a crash left: uploads that never ended and bytes whose row was never written.</summary>
internal sealed class SweepFilesJob(PendopoDb db, Installation installation, TimeProvider time) : IJobHandler<SweepFiles>
{
    // Longer than any upload and any open transaction.
    private static readonly TimeSpan Settled = TimeSpan.FromDays(1);

    public async Task<JobOutcome> Run(SweepFiles job, CancellationToken cancel)
    {
        var folder = new DirectoryInfo(installation.FilesFolder);
        if (!folder.Exists)
            return JobOutcome.Done;
        var bound = (time.Now() - Settled).UtcDateTime;
        foreach (var shelf in folder.EnumerateDirectories())
        {
            var old = shelf.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LastWriteTimeUtc < bound).ToList();
            var names = old.Select(file => file.Name.Split('.')[0]).ToList();
            var known = await db.Set<StoredFile>().AcrossCentres().Where(file => names.Contains(file.Name)).Select(file => file.Name).ToHashSetAsync(StringComparer.Ordinal, cancel);
            foreach (var file in old.Where(file => shelf.Name == "incoming" || !known.Contains(file.Name.Split('.')[0])))
                file.Delete();
        }
        return JobOutcome.Done;
    }
}
