using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Rights;

/// <summary>Somebody who asked and is erased: their names and words go, that a request was answered in time stays. Known by the code of the request.</summary>
internal sealed class RightsErasure(PendopoDb db) : IOutsiderErasure
{
    public const string Network = "rights";

    public IReadOnlyList<string> Tables => ["safety_rights_request"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var requests = db.Set<RightsRequest>().AcrossCentres().AsNoTracking();
        if (name is not null)
            requests = requests.Where(request => request.Code == name || request.Name == name);
        return [.. (await requests.Select(request => request.Code).ToListAsync(cancel)).Select(code => new Outsider(Network, code))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != Network)
            return;
        foreach (var request in await db.Set<RightsRequest>().AcrossCentres().Where(row => row.Code == outsider.Id).ToListAsync(cancel))
            request.Forget();
    }
}
