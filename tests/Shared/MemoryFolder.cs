namespace Pendopo.Testing;

/// <summary>A new folder for what a test throws away: in memory where there is room, since making the hundreds of files of a database
/// costs a disk ten times what it costs memory; else where temporary files are.</summary>
internal static class MemoryFolder
{
    private const string Shared = "/dev/shm";
    private const long Room = 2L << 30;

    public static string New(string name)
    {
        if (!Directory.Exists(Shared) || new DriveInfo(Shared).AvailableFreeSpace < Room)
            return Directory.CreateTempSubdirectory(name).FullName;
        var folder = Path.Combine(Shared, name + Path.GetRandomFileName());
        return Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
