using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Pendopo.Carried;

/// <summary>A file without a folder (memfd_create(2)), for what only takes paths: nothing is written to a disk, nothing is left behind, and
/// nobody else can put something in its place.</summary>
internal static class MemoryFile
{
    private const uint CloseOnExecute = 1;
    private static readonly List<SafeFileHandle> Kept = [];

    /// <summary>Writes the bytes into one and returns its path, which stays good as long as the program runs.</summary>
    public static string Make(string name, byte[] content)
    {
        var handle = new SafeFileHandle(Create(Encoding.UTF8.GetBytes(name + "\0"), CloseOnExecute), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException($"No memory file could be made for {name} (error {Marshal.GetLastPInvokeError()}).");
        RandomAccess.Write(handle, content, 0);
        lock (Kept)
            Kept.Add(handle);
        return $"/proc/self/fd/{handle.DangerousGetHandle()}";
    }

    public static IntPtr Load(string name, byte[] code) => NativeLibrary.Load(Make(name, code));

    [DllImport("libc", EntryPoint = "memfd_create", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Create(byte[] name, uint flags);
}
