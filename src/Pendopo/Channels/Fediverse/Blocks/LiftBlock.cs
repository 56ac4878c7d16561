using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Channels.Fediverse.Blocks;

/// <summary>Lifts a block: the server is heard and written to again. Followers who were removed have to follow again themselves.</summary>
internal sealed class LiftBlock(PendopoDb db, BlockRights rights, AuditBook audit)
{
    public async Task<Result<Done>> Run(Id<DomainBlock> id, CancellationToken cancel)
    {
        var block = await db.Set<DomainBlock>().FirstOrDefaultAsync(row => row.Id == id, cancel);
        if (block is null || (block.CentreId is { } centre && centre != rights.Centre) || !await rights.May(everywhere: block.CentreId is null, cancel))
            return Problem.NotFound;
        db.Remove(block);
        audit.Note("fediverse.unblock", $"block:{block.Id}", block.Domain);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // A colleague lifted it in the same moment.
            return Problem.NotFound;
        }
        return default(Done);
    }
}

/// <summary>A block with the name of who made it.</summary>
internal sealed record BlockRow(DomainBlock Block, string By);

/// <summary>The blocks that hold for the centre: its own and the installation's.</summary>
internal sealed class BlockList(PendopoDb db, BlockRights rights)
{
    public async Task<IReadOnlyList<BlockRow>> Read(CancellationToken cancel)
    {
        var centre = rights.Centre;
        var blocks = await db.Set<DomainBlock>().AsNoTracking().Where(row => row.CentreId == centre || row.CentreId == null).OrderBy(row => row.Domain).ToListAsync(cancel);
        var ids = blocks.Select(block => block.ById).Distinct().ToList();
        var names = await db.Set<Person>().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
        return [.. blocks.Select(block => new BlockRow(block, names.GetValueOrDefault(block.ById, "")))];
    }
}
