using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files.Videos;
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
        // A video whose sender did not come back for a day; its bytes go with the other uploads that never ended.
        var left = time.Now() - Settled;
        await db.Set<Video>().AcrossCentres().Where(video => video.State == VideoState.Arriving && video.TouchedAt < left).ExecuteDeleteAsync(cancel);
        // A picture whose reading was lost, as when it came with an export: whoever hands it in looks at it.
        await db.Set<StoredFile>().AcrossCentres().Where(file => file.Reading == PictureReading.Waiting && file.CreatedAt < left)
            .ExecuteUpdateAsync(set => set.SetProperty(file => file.Reading, PictureReading.Failed), cancel);
        foreach (var shelf in folder.EnumerateDirectories())
        {
            var old = shelf.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LastWriteTimeUtc < bound).ToList();
            var names = old.Select(file => file.Name.Split('.')[0]).ToList();
            var known = await db.Set<StoredFile>().AcrossCentres().Where(file => names.Contains(file.Name)).Select(file => file.Name).ToHashSetAsync(StringComparer.Ordinal, cancel);
            known.UnionWith(await db.Set<Video>().AcrossCentres().Where(video => names.Contains(video.Name)).Select(video => video.Name).ToListAsync(cancel));
            foreach (var file in old.Where(file => shelf.Name == "incoming" || !known.Contains(file.Name.Split('.')[0])))
                file.Delete();
        }
        return JobOutcome.Done;
    }
}
