using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files.Reading;

[Job("platform.file.read", Queue = "media", MaxAttempts = 3)]
internal sealed record ReadPicture(Id<StoredFile> File) : IJob
{
    // Letters of seven pixels, the least that are read, need more than this for one word.
    private const int LeastSide = 64;

    /// <summary>Asks for it in the caller's transaction. What is too small for words is known at once.</summary>
    public static void Ask(StoredFile file, JobBoard jobs)
    {
        if (Math.Min(file.Width, file.Height) < LeastSide)
        {
            file.HoldsNoText();
            return;
        }
        file.WaitForReader();
        jobs.Add(new ReadPicture(file.Id));
    }
}

/// <summary>Reads what stands in a picture, before anybody else sees it.</summary>
internal sealed class ReadPictureJob(PendopoDb db, IBlobStore blobs, TesseractChild tesseract, VipsChild vips, Installation installation) : IJobHandler<ReadPicture>
{
    // Twice as large as it came, up to this: slips photographed from afar have small letters, and more pixels cost time alone.
    private const int MaxSide = 3200;

    public async Task<JobOutcome> Run(ReadPicture job, CancellationToken cancel)
    {
        if (await db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == job.File, cancel) is not { Reading: PictureReading.Waiting or PictureReading.Failed } file)
            return JobOutcome.Cancel("The file was removed, or is read.");
        if (!tesseract.IsInstalled)
        {
            await Keep(file, PictureReading.NoReader, "", cancel);
            return JobOutcome.Done;
        }
        var folder = Directory.CreateDirectory(Path.Combine(installation.FilesFolder, "incoming", StoredFile.NewName()));
        try
        {
            var (text, why) = await Read(file, folder.FullName, cancel);
            await Keep(file, text is null ? PictureReading.Failed : PictureReading.Read, text ?? "", cancel);
            return text is null ? JobOutcome.Again(why!) : JobOutcome.Done;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(string? Text, string? Why)> Read(StoredFile file, string folder, CancellationToken cancel)
    {
        var (source, upright) = (Path.Combine(folder, "source"), Path.Combine(folder, "upright.jpg"));
        await using (var original = blobs.Open(new BlobName(file.Name)) ?? throw new FileNotFoundException("The bytes of a stored file are gone."))
        await using (var copy = File.Create(source))
            await original.CopyToAsync(copy, cancel);
        var side = Math.Min(2 * Math.Max(file.Width, file.Height), MaxSide);
        var (text, why) = await tesseract.Read(vips.IsInstalled && await vips.Upright(source, upright, side, cancel) is null ? upright : source, cancel);
        return (text is null ? null : Tidy(text), why);
    }

    // A statement, for the row may be changed by the job that makes the smaller copies; and of these bytes alone, for they may have been replaced.
    private Task<int> Keep(StoredFile file, PictureReading reading, string text, CancellationToken cancel) =>
        db.Set<StoredFile>().Where(row => row.Id == file.Id && row.Name == file.Name)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Reading, reading).SetProperty(row => row.ReadText, text), cancel);

    // Empty lines and form feeds are the reader's; PostgreSQL keeps no NUL.
    private static string Tidy(string text)
    {
        var lines = text.Split('\n').Select(line => string.Concat(line.Where(letter => !char.IsControl(letter) && letter != '\uFFFD')).Trim()).Where(line => line.Any(char.IsLetterOrDigit));
        var all = string.Join('\n', lines);
        return all.Length <= StoredFile.MaxReadText ? all : all[..(char.IsHighSurrogate(all[StoredFile.MaxReadText - 1]) ? StoredFile.MaxReadText - 1 : StoredFile.MaxReadText)];
    }
}
