using System.Globalization;
using System.Runtime.InteropServices;

namespace Pendopo.Platform.Web;

/// <summary>
/// Lets go of the code that only the start needed. The kernel maps sixteen pages around each one that is touched, and the runtime maps every
/// library twice, so that two thirds of a started program are pages of files that nobody looks at again. Unmapped they stay in the page
/// cache, from where a touch brings them back in a microsecond, but a machine that needs room may take them.
/// </summary>
internal static partial class CodePages
{
    private const int DontNeed = 4;

    /// <summary>A piece of the address space that holds a file's pages as they stand in the file.</summary>
    internal readonly record struct Stretch(nuint From, nuint To, string File);

    /// <summary>Unmaps the untouched-by-us pages of every loaded library. Elsewhere than on Linux it does nothing.</summary>
    /// <param name="known">What <see cref="Loaded"/> found a while ago: only what has stood there since is let go.</param>
    public static void GiveBack(IReadOnlySet<Stretch> known)
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var stretch in Loaded())
        {
            // MADV_DONTNEED (madvise(2)) reads a page that was never written from its file again. A refusal leaves the page where it is.
            if (known.Contains(stretch))
                _ = Advise(stretch.From, stretch.To - stretch.From, DontNeed);
        }
    }

    /// <summary>The stretches of libraries that hold no page of our own.</summary>
    public static IReadOnlySet<Stretch> Loaded() =>
        OperatingSystem.IsLinux() ? Read(File.ReadLines("/proc/self/smaps"), Environment.ProcessPath).ToHashSet() : new HashSet<Stretch>();

    /// <summary>Reads proc_pid_smaps(5): a line that begins a stretch, then what is known of it. Chosen are libraries and the program's own
    /// file (which holds the libraries when it is one), not writable, of which no page was ever copied to be changed: such a page is
    /// "Anonymous", or in "Swap", and to let go of it would lose the change.</summary>
    internal static IEnumerable<Stretch> Read(IEnumerable<string> lines, string? program)
    {
        Stretch? begun = null;
        foreach (var line in lines)
        {
            if (!line.StartsWith("Anonymous:", StringComparison.Ordinal) && !line.StartsWith("Swap:", StringComparison.Ordinal) && !line.StartsWith("VmFlags:", StringComparison.Ordinal))
            {
                if (line.Contains('-', StringComparison.Ordinal))
                    begun = Begin(line, program);
                continue;
            }
            if (begun is not { } stretch)
                continue;
            if (line[0] == 'V')
            {
                yield return stretch;
                begun = null;
            }
            else if (!line.EndsWith(" 0 kB", StringComparison.Ordinal))
            {
                begun = null;
            }
        }
    }

    // 7f083f280000-7f083fdec000 r-xp 00010000 fe:00 1234    /usr/share/dotnet/…/System.Private.CoreLib.dll
    private static Stretch? Begin(string line, string? program)
    {
        var parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 6 || parts[1].Contains('w', StringComparison.Ordinal) || !parts[1].StartsWith('r'))
            return null;
        var file = parts[5].Trim();
        var name = Path.GetFileName(file);
        if (file[0] != '/' || !(name.EndsWith(".dll", StringComparison.Ordinal) || name.EndsWith(".so", StringComparison.Ordinal)
            || name.Contains(".so.", StringComparison.Ordinal) || string.Equals(file, program, StringComparison.Ordinal)))
            return null;
        var ends = parts[0].Split('-');
        return new(nuint.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), nuint.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), file);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nuint from, nuint length, int advice);
}
