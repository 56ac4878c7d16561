using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Google;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.YouTube;

/// <summary>What the installation's project used of a bucket on one day.</summary>
internal sealed class UsedUnits : IEntity
{
    /// <summary>`units`, or `uploads`, which have a bucket of their own.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>The day of the Pacific coast, as year-month-day.</summary>
    public string Day { get; init; } = "";

    public int Used { get; set; }
}

/// <summary>What a call costs, and of which bucket.</summary>
/// <param name="Waits">It leaves a part of the day to what a person waits for.</param>
internal readonly record struct UnitCost(string Bucket, int Units, bool Waits = false)
{
    public static readonly UnitCost Upload = new("uploads", 1), Read = new("units", 1), Look = new("units", 1, Waits: true), Change = new("units", 50), Captions = new("units", 400);
}

/// <summary>Counts the units of a day over all nodes, in the database: Google's own limits are 10,000 units and 100 uploads a project and day, and it counts failed calls too.</summary>
internal sealed class YouTubeUnits(IServiceScopeFactory scopes, IConfiguration settings, TimeProvider time)
{
    /// <summary>For a project that Google gave more, or less.</summary>
    public const string UnitsKey = "google:youtube-units", UploadsKey = "google:youtube-uploads";

    // Looking for comments leaves a fifth of the day to posts and answers.
    private const double ForLooking = 0.8;

    /// <summary>Takes what a call costs; false when the day has no more.</summary>
    public async Task<bool> Take(UnitCost cost, CancellationToken cancel)
    {
        var most = Most(cost.Bucket);
        var bound = (cost.Waits ? (int)(most * ForLooking) : most) - cost.Units;
        var day = GoogleOutcomes.DayOf(time.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var counted = db.Set<UsedUnits>().Where(row => row.Bucket == cost.Bucket && row.Day == day);
        if (await Count() > 0)
            return true;
        if (!await counted.AnyAsync(cancel))
            await Begin(db, cost.Bucket, day, cancel);
        return await Count() > 0;

        Task<int> Count() => counted.Where(row => row.Used <= bound).ExecuteUpdateAsync(row => row.SetProperty(one => one.Used, one => one.Used + cost.Units), cancel);
    }

    /// <summary>The network says that its own count is full.</summary>
    public async Task UsedUp(string bucket, CancellationToken cancel)
    {
        var day = GoogleOutcomes.DayOf(time.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using var scope = scopes.CreateAsyncScope();
        var most = Most(bucket);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<UsedUnits>().Where(row => row.Bucket == bucket && row.Day == day)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.Used, most), cancel);
    }

    private int Most(string bucket) => bucket == "uploads" ? settings.GetValue(UploadsKey, 100) : settings.GetValue(UnitsKey, 10_000);

    // Another node may begin the day in the same moment; then its row is the one.
    private static async Task Begin(PendopoDb db, string bucket, string day, CancellationToken cancel)
    {
        var counted = new UsedUnits { Bucket = bucket, Day = day };
        db.Add(counted);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            db.Entry(counted).State = EntityState.Detached;
        }
    }
}

internal static class UsedUnitsTable
{
    public static void Map(ModelBuilder builder) => builder.Entity<UsedUnits>(used =>
    {
        used.ToTable("channels_used_units");
        used.HasKey(row => new { row.Bucket, row.Day });
        used.Property(row => row.Bucket).HasMaxLength(20);
        used.Property(row => row.Day).HasMaxLength(10);
    });
}

[Migration("202611230334_channels_used_units")]
internal sealed class UsedUnitsSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("channels_used_units", table => new
    {
        bucket = table.Column<string>(maxLength: 20),
        day = table.Column<string>(maxLength: 10),
        used = table.Column<int>(),
    }, constraints: table => table.PrimaryKey("pk_channels_used_units", row => new { row.bucket, row.day }));
}
