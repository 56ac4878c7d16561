namespace Pendopo.Platform.Files;

/// <summary>Where the bytes of files lie. Names come from <see cref="BlobName"/> only, never from outside.</summary>
public interface IBlobStore
{
    /// <summary>Keeps the bytes under the name; a second time it replaces them. Readers see the old or the new, never a half.</summary>
    Task Keep(BlobName name, ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>Takes a file over that lies on the same disk and was brought to it: it is moved under the name.</summary>
    void Take(BlobName name, string path);

    /// <summary>The bytes, to be disposed by the caller; null when there are none.</summary>
    Stream? Open(BlobName name);

    /// <summary>Forgets the bytes; nothing happens when there are none.</summary>
    void Forget(BlobName name);
}

/// <summary>A file's own name and, for a smaller copy, its width.</summary>
public readonly record struct BlobName
{
    public BlobName(string file, int? width = null)
    {
        if (!StoredFile.IsName(file) || width is <= 0)
            throw new ArgumentException("Not the name of a stored file.", nameof(file));
        (File, Width) = (file, width);
    }

    public string File { get; }

    public int? Width { get; }

    /// <summary>A path of letters and digits, spread over 256 folders.</summary>
    public override string ToString() => Width is null ? $"{File[..2]}/{File}" : $"{File[..2]}/{File}.{Width}";
}

/// <summary>Files in the data folder.</summary>
internal sealed class DiskBlobs(Installation installation) : IBlobStore
{
    public async Task Keep(BlobName name, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var path = Path(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var fresh = path + ".new";
        await using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            await file.WriteAsync(bytes, cancel);
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: true);
    }

    public void Take(BlobName name, string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.Move(path, Path(name), overwrite: true);
    }

    public Stream? Open(BlobName name)
    {
        try
        {
            return new FileStream(Path(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Forget(BlobName name)
    {
        if (File.Exists(Path(name)))
            File.Delete(Path(name));
    }

    private string Path(BlobName name) => System.IO.Path.Combine(installation.FilesFolder, name.ToString());
}
