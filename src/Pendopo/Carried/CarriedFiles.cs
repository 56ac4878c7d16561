using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.Loader;
using System.Text;

namespace Pendopo.Carried;

/// <summary>What an installed program carries at its own end, so that it stays one file: the files of its pages and the embedded database's
/// native code. `packaging/make` puts them there; a program run from its build folder has them beside itself and carries none.</summary>
internal static class CarriedFiles
{
    public const string AssetList = "pendopo.staticwebassets.endpoints.json";
    private const string Database = "libe_sqlite3.so";
    private const string Mark = "PENDOPO-CARRIES ";
    // The mark, a length of sixteen hexadecimal digits, and a line's end.
    private const int TailSize = 33;

    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>?> Read = new(() => Environment.ProcessPath is { } program ? ReadFrom(program) : null);

    /// <summary>By path within the archive, with forward slashes; null when this program carries nothing.</summary>
    public static IReadOnlyDictionary<string, byte[]>? All => Read.Value;

    /// <summary>Lets the embedded database's code be found in what is carried, when it does not lie beside the program.</summary>
    public static void ServeNativeCode()
    {
        // Asked once for every function that is called, and a second copy would not know what the first one opened.
        var loaded = new Lazy<IntPtr>(() => All?.GetValueOrDefault(Database) is { } code ? MemoryFile.Load(Database, code) : IntPtr.Zero);
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name.Contains("e_sqlite3", StringComparison.Ordinal) ? loaded.Value : IntPtr.Zero;
    }

    /// <summary>Reads what a program file carries; null when it carries nothing.</summary>
    /// <exception cref="InvalidDataException">It was cut off or changed.</exception>
    internal static IReadOnlyDictionary<string, byte[]>? ReadFrom(string program)
    {
        using var file = File.OpenRead(program);
        if (file.Length < TailSize)
            return null;
        file.Seek(-TailSize, SeekOrigin.End);
        Span<byte> tail = stackalloc byte[TailSize];
        file.ReadExactly(tail);
        var line = Encoding.Latin1.GetString(tail);
        if (!line.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        if (!long.TryParse(line.AsSpan(Mark.Length).TrimEnd(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length <= 0 || length > file.Length - TailSize)
            throw new InvalidDataException("The program file is damaged: fetch it again.");
        file.Seek(-TailSize - length, SeekOrigin.End);
        var archive = new byte[length];
        file.ReadExactly(archive);
        using var packed = new MemoryStream(archive);
        return Unpack(packed);
    }

    private static Dictionary<string, byte[]> Unpack(Stream packed)
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var archive = new TarReader(new GZipStream(packed, CompressionMode.Decompress));
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } content)
                continue;
            var bytes = new byte[entry.Length];
            content.ReadExactly(bytes);
            found[entry.Name] = bytes;
        }
        return found;
    }
}
