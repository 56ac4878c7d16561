using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse.Reported;

/// <summary>Closes a report with a word on what was done, or opens it again.</summary>
internal sealed class CloseReport(PendopoDb db, Here here, AuditBook audit, IStringLocalizer<FediverseText> words, TimeProvider time)
{
    public async Task<Result<Done>> Close(Id<FediverseReport> id, string? note, CancellationToken cancel)
    {
        if (await Find(id, cancel) is not { } report)
            return Problem.NotFound;
        if (!report.IsOpen)
            return words.Problem("ReportClosedMeanwhile");
        var given = (note ?? "").Trim();
        if (given.Length is 0 or > FediverseReport.MaxNote)
            return words.Problem("ReportNoteNeeded", "Note", FediverseReport.MaxNote);
        report.Close(here.Actor, given, time.Now());
        return await Keep("fediverse.report-close", report, cancel);
    }

    public async Task<Result<Done>> Reopen(Id<FediverseReport> id, CancellationToken cancel)
    {
        if (await Find(id, cancel) is not { } report)
            return Problem.NotFound;
        if (report.IsOpen)
            return default(Done);
        report.Reopen();
        return await Keep("fediverse.report-reopen", report, cancel);
    }

    private Task<FediverseReport?> Find(Id<FediverseReport> id, CancellationToken cancel) => db.Set<FediverseReport>().FirstOrDefaultAsync(row => row.Id == id, cancel);

    private async Task<Result<Done>> Keep(string act, FediverseReport report, CancellationToken cancel)
    {
        audit.Note(act, $"report:{report.Id}");
        await db.SaveChangesAsync(cancel);
        return default(Done);
    }
}
