using System.Runtime.InteropServices;

namespace Pendopo.Platform.Web;

/// <summary>
/// Gives memory back to the machine when the house has fallen quiet. The runtime collects only when its budget is used up, so that what
/// a start or a busy hour left behind would stay resident through the night, on a box that has other work too.
/// </summary>
internal sealed class QuietMemory(TimeProvider clock, Func<long> allocated, Action giveBack)
{
    private const long Quiet = 2 << 20;
    private const long WorthIt = 16 << 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(4);
    private long before;
    private long atLastReturn;

    public static QuietMemory OfThisProcess(TimeProvider clock) =>
        new(clock, () => GC.GetTotalAllocatedBytes(), GiveBack);

    public async Task Watch(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(cancel))
            LookOnce();
    }

    /// <summary>Quiet is a look in which less than 2 MB was asked for; a return is worth its pause from 16 MB on.</summary>
    public void LookOnce()
    {
        var now = allocated();
        var quiet = now - before < Quiet;
        before = now;
        if (!quiet || now - atLastReturn < WorthIt)
            return;
        giveBack();
        atLastReturn = now;
    }

    private static void GiveBack()
    {
        var code = CodePages.Loaded();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // What the compiler and SQLite freed stays in the C library's arenas until it is asked for (glibc, malloc_trim(3); musl has no such call).
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library))
        {
            if (NativeLibrary.TryGetExport(library, "malloc_trim", out _))
                _ = MallocTrim(0);
            NativeLibrary.Free(library);
        }
        CodePages.GiveBack(code);
    }

    [DllImport("libc.so.6", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallocTrim(nuint pad);
}
