using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Complaints;

/// <summary>Lays before the head what nobody took, answered or mended in the time that was promised.</summary>
internal sealed class RaiseComplaints(PendopoDb db, ComplaintNotice notice, AuditBook audit, TimeProvider time)
{
    private const int Together = 100;

    /// <returns>False when somebody changed one of them meanwhile: then nothing was kept.</returns>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var complaint in await db.Set<Complaint>().Where(row => row.LookAt != null && row.LookAt <= now).OrderBy(row => row.LookAt).Take(Together).ToListAsync(cancel))
        {
            complaint.Raise(now);
            audit.Note("care.complaint-raised", $"complaint:{complaint.Id}");
            await notice.Heads(complaint, cancel);
        }
        return await db.TrySave(cancel);
    }
}
