using Microsoft.EntityFrameworkCore;
using Pendopo.Fediverse.Identity;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Blocks;

/// <summary>Who wants nothing of a server.</summary>
/// <param name="Everybody">The installation, or each of its centres.</param>
/// <param name="Centres">Those that blocked it for themselves.</param>
internal sealed record BlockReach(bool Everybody, IReadOnlySet<Id<Centre>> Centres)
{
    public bool Holds(Id<Centre>? centre) => Everybody || (centre is { } one && Centres.Contains(one));
}

/// <summary>Asks for blocks. Nothing is kept in memory beyond one request or job: a block, and its lifting, work with the next.</summary>
internal sealed class DomainBlocks(PendopoDb db, BlockReading reading, CentreDirectory centres)
{
    private (string Domain, BlockReach Reach)? last;

    /// <summary>Who blocked the server of an address or a domain above it. What is no address is blocked for everybody.</summary>
    public async Task<BlockReach> Reach(string address, CancellationToken cancel)
    {
        if (WebAddress.DomainOf(address) is not { } domain)
            return new(Everybody: true, new HashSet<Id<Centre>>());
        if (last is { } known && known.Domain == domain)
            return known.Reach;
        var rows = await reading.Of(db, Covering(domain), cancel);
        var own = rows.OfType<Id<Centre>>().ToHashSet();
        var reach = new BlockReach(rows.Contains(null) || (own.Count > 0 && (await centres.All(cancel)).All(centre => own.Contains(centre.Id))), own);
        last = (domain, reach);
        return reach;
    }

    /// <summary>Whether the centre (or, when null, the installation's own actor) has nothing to do with the server of an address.</summary>
    public async Task<bool> Hold(string address, Id<Centre>? centre, CancellationToken cancel) => (await Reach(address, cancel)).Holds(centre);

    /// <summary>The domain and every one above it: `a.example.org`, `example.org`, `org`. `badexample.org` does not lie below `example.org`.</summary>
    internal static List<string> Covering(string domain)
    {
        var names = new List<string> { domain };
        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', dot + 1))
            names.Add(domain[(dot + 1)..]);
        return names;
    }
}
