using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Centres;

/// <summary>Removes a centre with every row of every room that belongs to it, in the caller's transaction; the bytes of its pictures follow as jobs.
/// Who did what stays in the audit.</summary>
public sealed class ForgetCentre(PendopoDb db, IReadOnlyList<Room> rooms, JobBoard jobs, IServiceProvider services)
{
    public async Task Run(Id<Centre> centre, CancellationToken cancel)
    {
        foreach (var name in await db.Set<StoredFile>().AcrossCentres().Where(file => file.CentreId == centre).Select(file => file.Name).ToListAsync(cancel))
            jobs.Add(new EraseBlobs(name));
        foreach (var name in await db.Set<Video>().AcrossCentres().Where(video => video.CentreId == centre && video.State != VideoState.Ready).Select(video => video.Name).ToListAsync(cancel))
            jobs.Add(new EraseBlobs(name));
        foreach (var room in rooms)
            await room.ForgetCentre(services, centre, cancel);
        foreach (var table in Tables())
        {
            var command = $"DELETE FROM {table} WHERE centre_id = {{0}}";
            await db.Database.ExecuteSqlRawAsync(command, [centre.Value], cancel);
        }
        await db.Set<Centre>().Where(row => row.Id == centre).ExecuteDeleteAsync(cancel);
    }

    // Asked of the model, so that a room that comes later is not forgotten here. The names are the program's own.
    private IEnumerable<string> Tables() => db.Model.GetEntityTypes()
        .Where(entity => entity.ClrType != typeof(AuditEntry) && entity.FindProperty(nameof(IBelongsToCentre.CentreId)) is not null)
        .Select(entity => entity.GetTableName()!).Distinct(StringComparer.Ordinal);
}
