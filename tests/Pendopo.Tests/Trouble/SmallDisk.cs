using System.Diagnostics;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Trouble;

/// <summary>A disk of a few megabytes that can be filled to the last byte: ext4 in a file, or where that cannot be mounted memory with a bound (tmpfs).
/// Both need the rights of the administrator; without them the tests fail and say so, for a full disk that was never full proves nothing.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string filler;

    private SmallDisk(string folder, string kind) => (Folder, Kind, filler) = (folder, kind, Path.Combine(folder, ".filler"));

    public string Folder { get; }

    /// <summary>`ext4` or `tmpfs`.</summary>
    public string Kind { get; }

    public static async Task<SmallDisk> Mount(int megabytes)
    {
        var folder = TestFolder.New();
        var image = Path.Combine(TestFolder.New(), "disk.img");
        await using (var file = new FileStream(image, FileMode.CreateNew))
            file.SetLength((long)megabytes << 20);
        // Nothing is kept for root: it could fill what others cannot.
        if (Succeeds("mkfs.ext4", "-q", "-m", "0", image) && Succeeds("mount", "-o", "loop", image, folder))
            return new(folder, "ext4");
        if (Succeeds("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "pendopo-test", folder))
            return new(folder, "tmpfs");
        throw new InvalidOperationException("The tests of a full disk mount a small one, which needs root (or CAP_SYS_ADMIN): run tests/run as root.");
    }

    /// <summary>Takes all room but the given bytes.</summary>
    public void Fill(long leave = 0)
    {
        using var file = new FileStream(filler, FileMode.Append, FileAccess.Write, FileShare.None, 1);
        for (var size = 1 << 20; size >= 512; size /= 2)
        {
            var block = new byte[size];
            Random.Shared.NextBytes(block);
            while (Free >= leave + size && Writes(file, block))
            {
            }
        }
        file.Flush(flushToDisk: true);
    }

    /// <summary>Gives the room back.</summary>
    public void Release() => File.Delete(filler);

    public long Free => new DriveInfo(Folder).AvailableFreeSpace;

    public async ValueTask DisposeAsync() => await ServerProcess.RunAsync("umount", "--lazy", Folder);

    private static bool Writes(FileStream file, byte[] block)
    {
        try
        {
            file.Write(block);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool Succeeds(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // The command is not on this machine.
            return false;
        }
    }
}
