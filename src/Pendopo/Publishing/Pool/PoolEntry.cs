using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;

namespace Pendopo.Publishing.Pool;

/// <summary>A campaign that a district lets its centres take over.</summary>
internal sealed class PoolEntry : IBelongsToCentre
{
    private PoolEntry()
    {
    }

    public Id<PoolEntry> Id { get; private set; }
    /// <summary>The centre where the campaign stands.</summary>
    public Id<Centre> CentreId { get; private set; }
    public Id<Campaign> CampaignId { get; private set; }
    /// <summary>The path of the area whose centres may take it.</summary>
    public string AreaPath { get; private set; } = "";
    public DateTimeOffset SharedAt { get; private set; }

    public static PoolEntry Of(Campaign campaign, string areaPath, DateTimeOffset now) => new() { Id = Id<PoolEntry>.New(), CentreId = campaign.CentreId, CampaignId = campaign.Id, AreaPath = areaPath, SharedAt = now };

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<PoolEntry>(entry =>
        {
            entry.ToTable("publishing_pool");
            entry.Property(row => row.AreaPath).HasMaxLength(400);
            entry.HasIndex(row => row.CampaignId).IsUnique();
        });
        builder.Entity<PoolCopy>(copy =>
        {
            copy.ToTable("publishing_pool_copy");
            copy.HasKey(row => new { row.CentreId, row.EntryId });
        });
    }
}

/// <summary>A centre took a campaign over.</summary>
internal sealed class PoolCopy : IBelongsToCentre
{
    private PoolCopy()
    {
    }

    public Id<Centre> CentreId { get; private set; }
    public Id<PoolEntry> EntryId { get; private set; }
    /// <summary>The centre's own campaign that came of it.</summary>
    public Id<Campaign> CampaignId { get; private set; }

    public static PoolCopy Of(PoolEntry entry, Campaign campaign) => new() { CentreId = campaign.CentreId, EntryId = entry.Id, CampaignId = campaign.Id };
}

[Migration("202611221225_publishing_pool")]
internal sealed class PoolSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_pool", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            campaign_id = table.Column<Guid>(),
            area_path = table.Column<string>(maxLength: 400),
            shared_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_pool", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_pool_campaign_id", "publishing_pool", "campaign_id", unique: true);
        migrationBuilder.CreateTable("publishing_pool_copy", table => new
        {
            centre_id = table.Column<Guid>(),
            entry_id = table.Column<Guid>(),
            campaign_id = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_pool_copy", row => new { row.centre_id, row.entry_id }));
    }
}
