using System.Runtime.InteropServices;

namespace Pendopo.Platform.Backups.Keys;

/// <summary>Files and folders that nobody but the program's own user reads: 0600 and 0700.</summary>
internal static class PrivateFiles
{
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;
    private const UnixFileMode Others = ~FolderMode & (UnixFileMode)0x1FF;

    /// <summary>From now on whatever the program makes is its user's alone, database and pictures too (umask(2)).</summary>
    public static void ByDefault()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetMask((uint)Others);
    }

    /// <summary>Makes the folder, with its parents.</summary>
    public static DirectoryInfo Folder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, FolderMode);

    public static FileStream Create(string path, System.IO.FileMode mode = System.IO.FileMode.CreateNew) => new(path, Options(mode));

    /// <summary>Writes a file that is there whole or not at all; leaves one that stands there already as it is.</summary>
    public static void WriteNew(string path, byte[] bytes) => Write(path, bytes, overwrite: false);

    /// <summary>Writes a file that is there whole or not at all, in place of one that stands there.</summary>
    public static void Replace(string path, byte[] bytes) => Write(path, bytes, overwrite: true);

    /// <summary>Writes down that a file got its name: without it a power cut may forget the name though it kept the bytes (fsync(2)).</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // .NET opens no folders; open(2) with O_RDONLY does.
        var handle = OpenFile(folder, 0);
        if (handle < 0)
            return;
        _ = Sync(handle);
        _ = CloseFile(handle);
    }

    /// <summary>Whether others than the owner may do anything with it.</summary>
    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;

    /// <summary>Closes a folder and all files in it to others.</summary>
    public static void Close(string folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
            return;
        File.SetUnixFileMode(folder, FolderMode);
        foreach (var file in Directory.EnumerateFiles(folder))
            File.SetUnixFileMode(file, FileMode);
    }

    private static void Write(string path, byte[] bytes, bool overwrite)
    {
        var fresh = $"{path}.{Guid.CreateVersion7():N}.new";
        using (var file = Create(fresh))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        // A second name can be given once only (link(2)); a move looks first and moves then, and of two programs the second would win.
        if (!overwrite && !OperatingSystem.IsWindows() && Link(fresh, path) == 0)
            File.Delete(fresh);
        else
            Move(fresh, path, overwrite);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    private static void Move(string fresh, string path, bool overwrite)
    {
        try
        {
            File.Move(fresh, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            // Another process was first: what it wrote counts.
            File.Delete(fresh);
        }
    }

    private static FileStreamOptions Options(System.IO.FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = FileMode;
        return options;
    }

    [DllImport("libc", EntryPoint = "link", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPStr)] string from, [MarshalAs(UnmanagedType.LPStr)] string to);

    [DllImport("libc", EntryPoint = "umask"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);

    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFile([MarshalAs(UnmanagedType.LPStr)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseFile(int file);
}
