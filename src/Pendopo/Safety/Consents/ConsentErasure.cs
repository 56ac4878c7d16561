using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Jobs;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>Somebody on a sheet of consents who is erased: what holds is ended and taken back, then names, signature, paper and link go. Known by the code of
/// the sheet, or by the name on it.</summary>
internal sealed class ConsentErasure(PendopoDb db, CentreScope scope, EndConsent end, JobBoard jobs) : IOutsiderErasure
{
    public const string Network = "consent";

    public IReadOnlyList<string> Tables => ["safety_consent_sheet", "safety_consent"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var sheets = db.Set<ConsentSheet>().AcrossCentres().AsNoTracking();
        if (name is not null)
            sheets = sheets.Where(sheet => sheet.Code == name || sheet.Name == name);
        return [.. (await sheets.Select(sheet => sheet.Code).ToListAsync(cancel)).Select(code => new Outsider(Network, code))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != Network)
            return;
        var (centre, installation) = (scope.Centre, scope.Installation);
        foreach (var sheet in await db.Set<ConsentSheet>().AcrossCentres().Where(row => row.Code == outsider.Id).ToListAsync(cancel))
        {
            scope.Enter(sheet.CentreId);
            foreach (var consent in await db.Set<Consent>().Where(row => row.SheetId == sheet.Id).ToListAsync(cancel))
            {
                if (consent.State == ConsentState.Given)
                    await end.Take(consent, ConsentEnd.Desk, null, "", cancel);
                consent.ForgetNote();
            }
            if (sheet.PaperId is { } paper && await db.Set<StoredFile>().FirstOrDefaultAsync(file => file.Id == paper, cancel) is { } file)
            {
                db.Remove(file);
                jobs.Add(new EraseBlobs(file.Name));
            }
            sheet.Forget();
            await db.SaveChangesAsync(cancel);
        }
        scope.Enter(centre);
        if (installation)
            scope.EnterInstallation();
    }
}
