using Pendopo.Platform.Data;

namespace Pendopo.Platform.Storage;

/// <summary>Why what people write cannot be kept, or what is kept cannot be read.</summary>
public enum StorageFault
{
    /// <summary>Too much at the same moment; nothing is wrong with what is kept.</summary>
    Busy,

    /// <summary>No room is left where data is kept.</summary>
    Full,

    /// <summary>It can be read and not written: mounted so, or a copy that follows another database.</summary>
    ReadOnly,

    /// <summary>The disk or the database gives errors.</summary>
    Broken,

    /// <summary>It does not answer.</summary>
    Away,
}

internal static class StorageFaults
{
    // The numbers of Linux (errno(3)): what .NET keeps in the result code of an IOException it has no class of its own for.
    private const int NoSpace = 28, ReadOnlyFolder = 30, OverQuota = 122, InputOutput = 5;

    /// <summary>What an error, or one of those it was caused by, says about where data is kept; null when it is about something else.</summary>
    public static StorageFault? Of(Exception error, IDialect dialect)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (dialect.Fault(cause) is { } ofDatabase)
                return ofDatabase;
            if (cause is IOException io && OfFile(io) is { } ofFile)
                return ofFile;
        }
        return null;
    }

    /// <summary>What an error of a file says about its disk; null when it is about the file alone.</summary>
    public static StorageFault? OfFile(IOException error) => (error.HResult & 0xFFFF) switch
    {
        NoSpace or OverQuota or 112 => StorageFault.Full, // 112: ERROR_DISK_FULL of Windows
        ReadOnlyFolder => StorageFault.ReadOnly,
        InputOutput when error.GetType() == typeof(IOException) && OperatingSystem.IsLinux() => StorageFault.Broken,
        _ => null,
    };
}
