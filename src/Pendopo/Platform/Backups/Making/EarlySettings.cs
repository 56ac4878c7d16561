using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Backups.Making;

/// <summary>Reads stored settings from a database that may be of any earlier Pendopo, also of one that kept none.</summary>
public sealed class EarlySettings(PendopoDb db)
{
    public async Task<string?> Read(string key, CancellationToken cancel)
    {
        var there = db.Database.IsSqlite()
            ? "SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = 'platform_setting'"
            : "SELECT count(*)::int AS \"Value\" FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'platform_setting'";
        return await db.Database.SqlQueryRaw<int>(there).SingleAsync(cancel) == 0
            ? null
            : await db.Set<Setting>().Where(setting => setting.Key == key).Select(setting => setting.Value).FirstOrDefaultAsync(cancel);
    }
}
