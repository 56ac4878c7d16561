using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>What is remembered for a while, in the caller's transaction.</summary>
internal sealed class Memories(PendopoDb db, InboxReading reading, TimeProvider time)
{
    /// <summary>A removal that may have come before what it removes.</summary>
    public const string Gone = "gone";

    /// <summary>A key that did not fit or could not be fetched.</summary>
    public const string BadKey = "badkey";

    /// <summary>An account that went elsewhere lately.</summary>
    public const string Moved = "moved";

    public Task<bool> Holds(string kind, string what, CancellationToken cancel) => reading.Holds(db, Key(kind, what), time.Now(), cancel);

    /// <summary>Adds it to the context; kept when the caller saves.</summary>
    public async Task Keep(string kind, string what, TimeSpan life, CancellationToken cancel)
    {
        var key = Key(kind, what);
        var until = Instants.Cut(time.GetUtcNow() + life);
        if (await db.Set<Memory>().FirstOrDefaultAsync(row => row.Key == key, cancel) is { } known)
            known.Keep(until);
        else
            db.Add(Memory.Of(key, until));
    }

    private static string Key(string kind, string what) => $"{kind}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))}";
}
