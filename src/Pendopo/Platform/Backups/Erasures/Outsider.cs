using System.Security.Cryptography;
using System.Text;

namespace Pendopo.Platform.Backups.Erasures;

/// <summary>Somebody outside who wrote to a centre, hears it or is read by it, named as their network names them.</summary>
/// <param name="Network">Such as `fediverse`.</param>
/// <param name="Id">Their id there: an actor's address, a DID.</param>
public sealed record Outsider(string Network, string Id)
{
    /// <summary>Stands for them in the ledger, which keeps no name: the first half of a SHA-256.</summary>
    public Guid Mark => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{Network}\n{Id}")).AsSpan(0, 16));
}

/// <summary>Takes away what a room knows of somebody outside; each room that keeps something of them registers its own. May run twice.</summary>
public interface IOutsiderErasure
{
    /// <summary>The tables that are cleared of them.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Those who are known here by this id or handle; everybody when null.</summary>
    Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel);

    /// <summary>Changes rows in the context or by statements of its own, of every centre; the caller commits.</summary>
    Task Erase(Outsider outsider, CancellationToken cancel);
}
