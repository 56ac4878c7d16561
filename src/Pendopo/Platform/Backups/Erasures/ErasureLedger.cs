using System.Text.Json;
using Pendopo.Platform.Backups.Keys;

namespace Pendopo.Platform.Backups.Erasures;

/// <summary>That a person was erased: an id that means nothing any more, and when.</summary>
/// <param name="Person">A person's id, or the mark of somebody outside.</param>
internal sealed record ErasureNote(Guid Person, DateTimeOffset At, bool Outside = false);

/// <summary>Who was erased, in a file beside the database and in one beside the backups: a restored database forgot it, these do not.
/// Lines are only ever added.</summary>
internal sealed class ErasureLedger(Installation installation)
{
    public const string FileName = Making.ArchiveNames.Erasures, BesideBackups = "pendopo-erasures.jsonl";

    public string Path { get; } = System.IO.Path.Combine(installation.DataFolder, FileName);

    public IReadOnlyList<ErasureNote> Read() => Read(Path);

    /// <summary>Writes the note to disk before anything else is done.</summary>
    public void Add(ErasureNote note, string? backupFolder)
    {
        Append(Path, [note]);
        if (backupFolder is not null && Directory.Exists(backupFolder))
            Append(System.IO.Path.Combine(backupFolder, BesideBackups), [note]);
    }

    /// <summary>Adds to one ledger what only the other knows.</summary>
    public static void Join(string into, string from) => Append(into, Read(from).Except(Read(into)));

    private static List<ErasureNote> Read(string path) => !File.Exists(path) ? [] :
        [.. File.ReadLines(path).Select(Parse).OfType<ErasureNote>().Distinct()];

    // A line that a power cut left half is no note: what it began was not done either.
    private static ErasureNote? Parse(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize<ErasureNote>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Append(string path, IEnumerable<ErasureNote> notes)
    {
        using var file = PrivateFiles.Create(path, FileMode.OpenOrCreate);
        file.Seek(0, SeekOrigin.End);
        foreach (var note in notes)
        {
            file.Write("\n"u8);
            file.Write(JsonSerializer.SerializeToUtf8Bytes(note));
        }
        file.Flush(flushToDisk: true);
    }
}
