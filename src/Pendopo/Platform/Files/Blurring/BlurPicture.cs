using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files.Pictures;
using Pendopo.Platform.Files.Reading;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files.Blurring;

/// <summary>A picture whose bytes were replaced.</summary>
/// <param name="File">The row, which is the same.</param>
/// <param name="Before">The name that its bytes had.</param>
/// <param name="Now">The name that they have.</param>
internal sealed record ReplacedPicture(Id<StoredFile> File, string Before, string Now);

/// <summary>Makes parts of a picture unreadable for good, in every copy of it that the centre keeps: the original and the smaller copies are replaced, and nobody can bring them back.</summary>
internal sealed class BlurPicture(PendopoDb db, IBlobStore blobs, VipsChild vips, JobBoard jobs, Installation installation, IStringLocalizer<FileText> words)
{
    // More than any network takes; larger pictures become as large as this.
    private const int MaxSide = 4096;

    private static readonly PictureLimits Limits = new();

    /// <summary>Whether this machine can do it.</summary>
    public bool IsPossible => vips.IsInstalled;

    /// <summary>Replaces the bytes in the caller's transaction; it holds when the caller saves. The text in the picture is read anew.</summary>
    /// <param name="id">A picture of the centre in scope; of another it is not found.</param>
    /// <param name="boxes">1 to <see cref="PictureBox.Most"/> parts that lie in it.</param>
    /// <returns>The picture and every copy of it with the same bytes.</returns>
    public async Task<Result<IReadOnlyList<ReplacedPicture>>> Run(Id<StoredFile> id, IReadOnlyList<PictureBox> boxes, CancellationToken cancel)
    {
        if (boxes.Count is 0 or > PictureBox.Most || boxes.Any(box => !box.Fits))
            return words.Problem("BoxesRequired", "Boxes", PictureBox.Most);
        if (await db.Set<StoredFile>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { IsPicture: true } picture)
            return Problem.NotFound;
        if (!IsPossible)
            return words.Problem("BlurNeedsVips", "Boxes");
        if (await Blurred(picture, boxes, cancel) is not { } cleaned)
            return words.Problem("BlurFailed", "Boxes");
        var known = CleanedFile.Of(cleaned);
        var (sha256, done) = (picture.Sha256, new List<ReplacedPicture>());
        foreach (var file in await db.Set<StoredFile>().Where(row => row.Sha256 == sha256).OrderBy(row => row.Id).ToListAsync(cancel))
        {
            var name = StoredFile.NewName();
            await blobs.Keep(new BlobName(name), cleaned.Bytes, cancel);
            var before = file.Replace(name, known);
            jobs.Add(new EraseBlobs(before));
            jobs.Add(new MakeRenditions(file.Id));
            ReadPicture.Ask(file, jobs);
            done.Add(new(file.Id, before, name));
        }
        return done;
    }

    private async Task<CleanedPicture?> Blurred(StoredFile picture, IReadOnlyList<PictureBox> boxes, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine(installation.FilesFolder, "incoming", StoredFile.NewName()));
        try
        {
            var (source, uncoded) = (Path.Combine(folder.FullName, "source"), Path.Combine(folder.FullName, "pixels.v"));
            var target = Path.Combine(folder.FullName, "blurred" + Extension(picture.Mime));
            await using (var original = blobs.Open(new BlobName(picture.Name)) ?? throw new FileNotFoundException("The bytes of a stored file are gone."))
            await using (var copy = File.Create(source))
                await original.CopyToAsync(copy, cancel);
            if (await vips.Pixels(source, uncoded, MaxSide, cancel) is not null || Pixels.Of(await File.ReadAllBytesAsync(uncoded, cancel)) is not { } pixels)
                return null;
            foreach (var box in boxes)
                pixels.Hide(box);
            await File.WriteAllBytesAsync(uncoded, pixels.File, cancel);
            if (await vips.Code(uncoded, target, cancel) is not null)
                return null;
            var cleaned = PictureCleaner.Clean(await File.ReadAllBytesAsync(target, cancel), Limits);
            return cleaned.Fault is null ? cleaned : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Extension(string mime) =>
        mime == FileType.Png.Mime ? FileType.Png.Extension : mime == FileType.Webp.Mime ? FileType.Webp.Extension : FileType.Jpeg.Extension;
}
