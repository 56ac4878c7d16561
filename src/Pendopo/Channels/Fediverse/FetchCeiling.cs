using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>How many unknown keys were fetched in one minute, by all nodes together.</summary>
internal sealed class FetchMinute : IEntity
{
    /// <summary>Whole minutes since 1970 (UTC).</summary>
    public long Minute { get; init; }
    public int Count { get; init; }

    public static long Of(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / 60;
}

/// <summary>The ceiling over all servers and all nodes: made-up keys can lie on any number of hosts, and their requests can be spread
/// over the nodes.</summary>
internal sealed class FetchCeiling(PendopoDb db, IDialect dialect, TimeProvider time)
{
    public const int PerMinute = 600;

    /// <summary>Takes one fetch of this minute; false when there is none left.</summary>
    public async Task<bool> Take(CancellationToken cancel)
    {
        var minute = FetchMinute.Of(time.GetUtcNow());
        return await Count(minute, cancel) || await Begin(minute, cancel) || await Count(minute, cancel);
    }

    private async Task<bool> Count(long minute, CancellationToken cancel) => await db.Set<FetchMinute>().Where(row => row.Minute == minute && row.Count < PerMinute)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.Count, row => row.Count + 1), cancel) > 0;

    private async Task<bool> Begin(long minute, CancellationToken cancel)
    {
        if (await db.Set<FetchMinute>().AnyAsync(row => row.Minute == minute, cancel))
            return false;
        var first = new FetchMinute { Minute = minute, Count = 1 };
        db.Add(first);
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            // Another request began the minute; its row is counted in.
            db.Entry(first).State = EntityState.Detached;
            return false;
        }
    }

    /// <summary>Drops the minutes that are over.</summary>
    public Task<int> Forget(CancellationToken cancel)
    {
        var minute = FetchMinute.Of(time.GetUtcNow());
        return db.Set<FetchMinute>().Where(row => row.Minute < minute).ExecuteDeleteAsync(cancel);
    }
}

internal static class FetchMinuteTable
{
    public static void Map(ModelBuilder builder) => builder.Entity<FetchMinute>(minute =>
    {
        minute.ToTable("channels_fediverse_fetch");
        minute.HasKey(row => row.Minute);
        minute.Property(row => row.Minute).ValueGeneratedNever();
    });
}

[Migration("202611220540_channels_fediverse_fetch")]
internal sealed class FetchSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("channels_fediverse_fetch", table => new
    {
        minute = table.Column<long>(),
        count = table.Column<int>(),
    }, constraints: table => table.PrimaryKey("pk_channels_fediverse_fetch", row => row.minute));
}
