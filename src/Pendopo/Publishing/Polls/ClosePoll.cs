using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Polls;

/// <summary>Ends a poll before its time. The last count goes to the networks within a minute.</summary>
internal sealed class ClosePoll(PendopoDb db, PostLedger ledger, PollReader reader, AuditBook audit)
{
    public async Task<Result<Post>> Run(Id<Post> id, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.publish") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post || await reader.Ballot(id, cancel) is not { } ballot)
            return Problem.NotFound;
        if (ballot.Over(ledger.Now) is null)
        {
            ballot.Close(ledger.Now);
            audit.Note("publishing.poll-closed", $"post:{id}");
        }
        return await db.TrySave(cancel) ? post : ledger.Problem("ChangedMeanwhile");
    }
}
