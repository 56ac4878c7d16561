using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Fediverse.Identity;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Blocks;

/// <summary>Blocks a domain for the centre, or for the whole installation, and cuts what ties it to us.</summary>
internal sealed class BlockDomain(PendopoDb db, BlockRights rights, BlockRules rules, Severing severing, AuditBook audit, IDialect dialect, TimeProvider time)
{
    /// <param name="Domain">A domain, an account or an address of the server.</param>
    /// <param name="Everywhere">For every centre of the installation.</param>
    /// <param name="Sure">The person knows that followers will be removed.</param>
    public sealed record Request(string? Domain, string? Reason, bool Everywhere, bool Sure);

    public async Task<Result<DomainBlock>> Run(Request request, CancellationToken cancel)
    {
        if (!await rights.May(request.Everywhere, cancel))
            return Problem.NotFound;
        var problems = rules.Check(request, out var domain);
        if (problems.Count > 0)
            return problems;
        var centre = request.Everywhere ? (Id<Centre>?)null : rights.Centre;
        if (await db.Set<DomainBlock>().AnyAsync(row => row.Domain == domain && row.CentreId == centre, cancel))
            return rules.BlockedAlready;
        var ties = await severing.Find(domain, centre, cancel);
        if (ties.Any && !request.Sure)
            return rules.CutsTies(domain, ties);
        return await Keep(DomainBlock.Of(centre, domain, request.Reason!.Trim(), rights.Actor, time.Now()), ties, cancel);
    }

    private async Task<Result<DomainBlock>> Keep(DomainBlock block, Ties ties, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Add(block);
        audit.Note("fediverse.block", $"block:{block.Id}", block.Domain);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            return rules.BlockedAlready;
        }
        // After the block stands: from here on no new tie is made.
        await severing.Cut(ties, block.CentreId, cancel);
        await transaction.CommitAsync(cancel);
        return block;
    }
}

/// <summary>What a block must be.</summary>
internal sealed class BlockRules(Addresses addresses, IStringLocalizer<FediverseText> words)
{
    public Problem BlockedAlready => words.Problem("BlockedAlready", nameof(BlockDomain.Request.Domain));

    public Problem CutsTies(string domain, Ties ties) => words.Problem("BlockCutsTies", nameof(BlockDomain.Request.Sure), domain, ties.Followers, ties.Followed);

    public List<Problem> Check(BlockDomain.Request request, out string domain)
    {
        var problems = new List<Problem>();
        domain = BlockedName.Read(request.Domain) ?? "";
        if (domain.Length == 0)
            problems.Add(words.Problem("DomainWrong", nameof(BlockDomain.Request.Domain)));
        else if (BlockedName.IsTooWide(domain))
            problems.Add(words.Problem("DomainTooWide", nameof(BlockDomain.Request.Domain)));
        else if (BlockedName.Covers(domain, WebAddress.DomainOf(addresses.Root)))
            problems.Add(words.Problem("DomainOwn", nameof(BlockDomain.Request.Domain)));
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Trim().Length > DomainBlock.MaxReason)
            problems.Add(words.Problem("BlockReasonNeeded", nameof(BlockDomain.Request.Reason), DomainBlock.MaxReason));
        return problems;
    }
}
