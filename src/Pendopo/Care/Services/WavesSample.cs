using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Services;

/// <summary>Sessions of mother and child in the demonstration: half of their places open at once, the others two days and one day before, a fifth is kept for the desk.</summary>
internal static class WavesSample
{
    public static Task Add(SampleScene scene, CancellationToken cancel) => scene.As(SampleRoles.Head, scene.Melati, async services =>
    {
        var (db, keep) = (services.GetRequiredService<PendopoDb>(), services.GetRequiredService<KeepSession>());
        var mother = await db.Set<HealthService>().AsNoTracking().SingleAsync(row => row.Name == CareSample.Mother, cancel);
        foreach (var session in await db.Set<ClinicSession>().AsNoTracking().Where(row => row.ServiceId == mother.Id).ToListAsync(cancel))
            await keep.Run(mother.Id, session.Id, session.Plan with { KeptEvery = 0, Waves = new(40, 20, 540, [new(20, 2, 420), new(20, 1, 420)]) }, cancel);
    }, cancel);
}
