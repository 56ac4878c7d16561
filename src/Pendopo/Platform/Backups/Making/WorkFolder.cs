using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;

namespace Pendopo.Platform.Backups.Making;

/// <summary>A folder in the data folder for one backup or test at a time. What a killed one left is taken away by the next.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly FileStream alone;

    private WorkFolder(string path, FileStream alone) => (Path, this.alone) = (path, alone);

    public string Path { get; }

    /// <summary>Throws a <see cref="BackupBusyException"/> when a backup is being made or tested already, also by another process.</summary>
    public static WorkFolder Open(Installation installation)
    {
        var folder = System.IO.Path.Combine(installation.DataFolder, ".work");
        try
        {
            PrivateFiles.Folder(folder);
            var held = new FileStream(folder + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (var left in Directory.EnumerateFileSystemEntries(folder))
                Forget(left);
            return new(folder, held);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new BackupException(BackupTrouble.CannotWrite, inner: error);
        }
        catch (IOException error) when (File.Exists(folder + ".lock"))
        {
            throw new BackupBusyException(error);
        }
    }

    public void Dispose()
    {
        Forget(Path);
        alone.Dispose();
    }

    private static void Forget(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }
}

/// <summary>A backup is being made or tested already; trying again later is all there is to do.</summary>
public sealed class BackupBusyException(Exception inner) : Exception("Another backup is being made or tested. Try again when it is done.", inner);
