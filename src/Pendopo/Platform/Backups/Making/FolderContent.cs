using Pendopo.Platform.Backups.Keys;

namespace Pendopo.Platform.Backups.Making;

/// <summary>The pictures and keys of the data folder. Their list is taken after the database's moment: every file of which it knows is in it,
/// for a file is written before its row.</summary>
internal sealed class FolderContent
{
    private readonly Installation installation;
    private readonly List<FileInfo> files;

    public FolderContent(Installation installation)
    {
        this.installation = installation;
        var folder = new DirectoryInfo(installation.FilesFolder);
        // What is still coming in, and what is not renamed yet, belongs to no row.
        files = !folder.Exists ? [] :
        [
            .. folder.EnumerateDirectories().Where(shelf => shelf.Name != "incoming").SelectMany(shelf => shelf.EnumerateFiles())
                .Where(file => !file.Name.EndsWith(".new", StringComparison.Ordinal)).OrderBy(file => file.FullName, StringComparer.Ordinal),
        ];
        Bytes = files.Sum(file => file.Length);
    }

    public long Bytes { get; private set; }

    public long Count { get; private set; }

    public async Task WriteTo(ArchiveWriter archive, CancellationToken cancel)
    {
        foreach (var key in KeyFiles())
            await archive.Add(ArchiveNames.Keys + Path.GetFileName(key), await File.ReadAllBytesAsync(key, cancel), cancel);
        var erasures = Path.Combine(installation.DataFolder, ArchiveNames.Erasures);
        if (File.Exists(erasures))
            await archive.Add(ArchiveNames.Erasures, await File.ReadAllBytesAsync(erasures, cancel), cancel);
        Bytes = 0;
        foreach (var file in files)
        {
            if (TryOpen(file.FullName) is not { } data)
                continue;
            await using (data)
            {
                (Count, Bytes) = (Count + 1, Bytes + data.Length);
                await archive.Add($"{ArchiveNames.Files}{file.Directory!.Name}/{file.Name}", data, cancel);
            }
        }
    }

    // The machine's own keys stay on the machine.
    private IEnumerable<string> KeyFiles() => !Directory.Exists(installation.KeysFolder) ? [] :
        Directory.EnumerateFiles(installation.KeysFolder).Where(file => Path.GetFileName(file) is not (InstallationKey.FileName or HouseKey.FileName) && !file.EndsWith(".new", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    // A picture that somebody removes while the backup runs may be gone: it is meant to be.
    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>Whether the disk has room.</summary>
internal static class DiskRoom
{
    // Room for what others write meanwhile.
    private const long Spare = 64 << 20;

    public static long Free(string folder) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    public static void Check(string folder, long bytes)
    {
        if (Free(folder) < bytes + Spare)
            throw new Container.BackupException(Container.BackupTrouble.NoSpace);
    }
}

/// <summary>The program's own version.</summary>
internal static class Release
{
    public static string Version { get; } =
        System.Reflection.CustomAttributeExtensions.GetCustomAttribute<System.Reflection.AssemblyInformationalVersionAttribute>(typeof(Release).Assembly)?.InformationalVersion.Split('+')[0] ?? "0";
}
