using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Blocks;

/// <summary>The question for blocks, which every delivery and every request of a server asks, compiled once.</summary>
/// <remarks>One object a program: what is compiled belongs to one database's model.</remarks>
internal sealed class BlockReading
{
    // A statement over a list is put together anew each time, one over so many names is not. Longer domains are rare.
    private const int Few = 4;

    private readonly Func<PendopoDb, string, string, string, string, IAsyncEnumerable<Id<Centre>?>> askFew = EF.CompileAsyncQuery((PendopoDb db, string first, string second, string third, string fourth) =>
        db.Set<DomainBlock>().Where(row => row.Domain == first || row.Domain == second || row.Domain == third || row.Domain == fourth).Select(row => row.CentreId));

    private readonly Func<PendopoDb, List<string>, IAsyncEnumerable<Id<Centre>?>> ask = EF.CompileAsyncQuery((PendopoDb db, List<string> covering) =>
        db.Set<DomainBlock>().Where(row => covering.Contains(row.Domain)).Select(row => row.CentreId));

    /// <summary>Who blocked one of these domains; null stands for the installation.</summary>
    /// <param name="covering">At least one.</param>
    public ValueTask<List<Id<Centre>?>> Of(PendopoDb db, List<string> covering, CancellationToken cancel)
    {
        if (covering.Count > Few)
            return ask(db, covering).ToListAsync(cancel);
        return askFew(db, covering[0], At(1), At(2), At(3)).ToListAsync(cancel);

        string At(int place) => covering[Math.Min(place, covering.Count - 1)];
    }
}
