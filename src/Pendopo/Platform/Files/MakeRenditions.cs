using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files.Pictures;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files;

[Job("platform.file.renditions", Queue = "media", MaxAttempts = 3)]
internal sealed record MakeRenditions(Id<StoredFile> File) : IJob;

/// <summary>Makes smaller copies as WebP by vips, each cleaned again (vips writes an EXIF block of its own). Without vips the cleaned original serves.</summary>
internal sealed class MakeRenditionsJob(PendopoDb db, IBlobStore blobs, VipsChild vips, Installation installation) : IJobHandler<MakeRenditions>
{
    public static readonly IReadOnlyList<int> Widths = [320, 640, 1280];

    private static readonly PictureLimits Limits = new();

    public async Task<JobOutcome> Run(MakeRenditions job, CancellationToken cancel)
    {
        if (!vips.IsInstalled)
            return JobOutcome.Done;
        if (await db.Set<StoredFile>().FirstOrDefaultAsync(row => row.Id == job.File, cancel) is not { } file)
            return JobOutcome.Cancel("The file was removed.");
        var folder = Directory.CreateDirectory(Path.Combine(installation.FilesFolder, "incoming", StoredFile.NewName()));
        try
        {
            return await Make(file, folder.FullName, cancel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<JobOutcome> Make(StoredFile file, string folder, CancellationToken cancel)
    {
        var source = Path.Combine(folder, "source");
        await using (var original = blobs.Open(new BlobName(file.Name)) ?? throw new FileNotFoundException("The bytes of a stored file are gone."))
        await using (var copy = File.Create(source))
            await original.CopyToAsync(copy, cancel);
        var made = new List<int>();
        foreach (var width in Widths.Where(width => width < file.Width))
        {
            var target = Path.Combine(folder, $"{width}.webp");
            if (await vips.Shrink(source, target, width, cancel) is { } reason)
                return JobOutcome.Again(reason);
            var cleaned = PictureCleaner.Clean(await File.ReadAllBytesAsync(target, cancel), Limits);
            if (cleaned.Fault is not null)
                return JobOutcome.Again("vips wrote something that is no picture.");
            await blobs.Keep(new BlobName(file.Name, width), cleaned.Bytes, cancel);
            made.Add(width);
        }
        file.Made(made);
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }
}
