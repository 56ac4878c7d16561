using System.IO.Compression;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;

namespace Pendopo.Commands.Moving;

/// <summary>Takes the videos of an export in, past the memory. Each is written anew in its container: an export was in other hands, so what it says of
/// where and by whom a video was taken is left out, and what is longer or sharper than any video made here is refused.</summary>
internal sealed class ReadVideos(IBlobStore blobs, Incoming incoming, Ffmpeg ffmpeg)
{
    private const long Largest = 512L << 20;

    /// <summary>Keeps a copy of the video, clean; false for what is none.</summary>
    public async Task<bool> Take(ZipArchiveEntry entry, string name, CancellationToken cancel)
    {
        await using var packed = await entry.OpenAsync(cancel);
        var head = new byte[FileType.HeadLength];
        var read = await packed.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        if (FileType.Sniff(head.AsSpan(0, read)) is not { IsVideo: true } type)
            return false;
        if (!ffmpeg.IsInstalled)
            throw new ImportException("The export holds videos, and ffmpeg is not on this machine to clean them. Install it, on Debian with: apt install ffmpeg. Nothing was changed.");
        var folder = Directory.CreateDirectory(incoming.Path(StoredFile.NewName()));
        try
        {
            var source = Path.Combine(folder.FullName, "source");
            await Unpack(head.AsMemory(0, read), packed, source, cancel);
            blobs.Take(new BlobName(name), await Cleaned(source, type, cancel));
            return true;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Unpack(ReadOnlyMemory<byte> head, Stream rest, string path, CancellationToken cancel)
    {
        await using var file = File.Create(path);
        await file.WriteAsync(head, cancel);
        var buffer = new byte[1 << 16];
        for (int read; (read = await rest.ReadAsync(buffer, cancel)) > 0;)
        {
            if (file.Length + read > Largest)
                throw new ImportException("The export holds a file of a size that none has. Nothing was changed.");
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }

    private async Task<string> Cleaned(string source, FileType type, CancellationToken cancel)
    {
        var demuxer = VideoRecipe.Demuxer(type);
        if (await ffmpeg.Probe(source, demuxer, cancel) is not { } probed || VideoFacts.Of(probed) is not { } facts)
            throw new ImportException("The export holds a video that cannot be read. Nothing was changed.");
        if (facts.Seconds > VideoRecipe.MaxSeconds || (long)facts.Width * facts.Height > VideoRecipe.MaxPixels)
            throw new ImportException("The export holds a video that is longer or sharper than any that is taken. Nothing was changed.");
        var target = Path.Combine(Path.GetDirectoryName(source)!, "clean" + type.Extension);
        if (await ffmpeg.Make(VideoRecipe.Rewritten(source, type, target), Path.GetDirectoryName(source)!, null, cancel) is not null)
            throw new ImportException("The export holds a video that cannot be cleaned. Nothing was changed.");
        return target;
    }
}
