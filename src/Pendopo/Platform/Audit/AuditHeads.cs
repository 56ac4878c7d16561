using System.Text.Json;
using Pendopo.Platform.Backups.Keys;

namespace Pendopo.Platform.Audit;

/// <summary>The last seal of a chain as this node saw it.</summary>
public sealed record AuditHead(long Number, string Hash);

/// <summary>Remembers beside the database how far each chain had come: whoever cuts the end of a chain off in the database is found by it.</summary>
public sealed class AuditHeads(Installation installation)
{
    private readonly Lock turn = new();

    internal string File => Path.Combine(installation.DataFolder, "audit-heads.json");

    internal Dictionary<Guid, AuditHead> Read()
    {
        lock (turn)
        {
            return System.IO.File.Exists(File) ? JsonSerializer.Deserialize<Dictionary<Guid, AuditHead>>(System.IO.File.ReadAllText(File))! : [];
        }
    }

    internal void Remember(Guid chain, long number, string hash)
    {
        lock (turn)
        {
            var all = Read();
            all[chain] = new(number, hash);
            PrivateFiles.Replace(File, JsonSerializer.SerializeToUtf8Bytes(all));
        }
    }
}
