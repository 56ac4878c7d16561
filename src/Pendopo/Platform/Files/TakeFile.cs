using Microsoft.Extensions.Localization;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files.Pictures;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Files;

/// <summary>Takes a picture in: to disk as it comes, checked by its bytes, cleaned, kept; smaller copies follow as a job.</summary>
public sealed class TakeFile(PendopoDb db, IBlobStore blobs, JobBoard jobs, Installation installation, TimeProvider time, IStringLocalizer<FileText> words)
{
    /// <summary>The largest picture that is taken.</summary>
    public const long MaxBytes = 10 * 1024 * 1024;

    /// <summary>The body limit of a route that takes one: the picture and the form around it. Other routes have the server's limit of 1 MiB.</summary>
    public const long MaxRequest = MaxBytes + 1024 * 1024;

    private static readonly PictureLimits Limits = new();

    /// <summary>Keeps the picture and its row, and saves. The declared name and type are not even asked for.</summary>
    /// <param name="centre">Whose file it is; the centre in scope.</param>
    /// <param name="owner">Who brings it.</param>
    /// <param name="content">Read to its end once.</param>
    /// <param name="altText">What the picture shows; may be empty here, publishing asks for it.</param>
    /// <param name="isRead">Whether the text that stands in it is read in the background: where others will see it.</param>
    public async Task<Result<StoredFile>> Run(Id<Centre> centre, Id<Person> owner, Stream content, string altText, CancellationToken cancel, bool isRead = false)
    {
        var taken = await Add(centre, owner, content, altText, cancel, isRead);
        if (taken.Ok)
            await db.SaveChangesAsync(cancel);
        return taken;
    }

    /// <summary>Keeps the bytes and adds the row to what the caller saves: of several pictures all are kept, or none.</summary>
    public async Task<Result<StoredFile>> Add(Id<Centre> centre, Id<Person> owner, Stream content, string altText, CancellationToken cancel, bool isRead = false)
    {
        if (altText.Length > StoredFile.MaxAltText)
            return words.Problem("AltTextTooLong", "AltText", StoredFile.MaxAltText);
        var incoming = Incoming();
        try
        {
            if (!await Receive(content, incoming, cancel))
                return words.Problem("FileTooLarge", "File", MaxBytes / 1024 / 1024);
            var cleaned = PictureCleaner.Clean(await File.ReadAllBytesAsync(incoming, cancel), Limits);
            return cleaned.Fault is { } fault
                ? words.Problem(fault.ToString(), "File", Limits.MaxPixels / 1_000_000, Limits.MaxFrames)
                : await Keep(StoredFile.Of(centre, owner, CleanedFile.Of(cleaned), altText, time.Now()), cleaned, isRead, cancel);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    private async Task<StoredFile> Keep(StoredFile file, CleanedPicture cleaned, bool isRead, CancellationToken cancel)
    {
        // Bytes first: a row always has its file. Bytes without a row, left by a crash here, are swept away later.
        await blobs.Keep(new BlobName(file.Name), cleaned.Bytes, cancel);
        db.Add(file);
        jobs.Add(new MakeRenditions(file.Id));
        if (isRead)
            Reading.ReadPicture.Ask(file, jobs);
        return file;
    }

    private string Incoming()
    {
        var folder = Directory.CreateDirectory(Path.Combine(installation.FilesFolder, "incoming"));
        return Path.Combine(folder.FullName, StoredFile.NewName());
    }

    private static async Task<bool> Receive(Stream content, string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
        {
            if (file.Length + read > MaxBytes)
                return false;
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        return true;
    }
}

/// <summary>Marks the words of this slice.</summary>
public sealed class FileText;
