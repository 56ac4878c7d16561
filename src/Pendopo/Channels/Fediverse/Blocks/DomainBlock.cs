using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Channels.Fediverse.Blocks;

/// <summary>A domain that a centre, or the whole installation, wants nothing of, with all that lies below it.</summary>
internal sealed class DomainBlock : IEntity
{
    public const int MaxReason = 500;

    private DomainBlock()
    {
    }

    public Id<DomainBlock> Id { get; private set; }
    /// <summary>Null when it holds for every centre of the installation.</summary>
    public Id<Centre>? CentreId { get; private set; }
    /// <summary>As <see cref="Pendopo.Fediverse.Identity.WebAddress.DomainOf"/> gives it.</summary>
    public string Domain { get; private set; } = "";
    public string Reason { get; private set; } = "";
    public Id<Person> ById { get; private set; }
    public DateTimeOffset At { get; private set; }

    public static DomainBlock Of(Id<Centre>? centre, string domain, string reason, Id<Person> by, DateTimeOffset now) =>
        new() { Id = Id<DomainBlock>.New(), CentreId = centre, Domain = domain, Reason = reason, ById = by, At = now };
}

internal static class DomainBlockTable
{
    public static void Map(ModelBuilder builder) => builder.Entity<DomainBlock>(block =>
    {
        block.ToTable("channels_fediverse_block");
        block.Property(row => row.Domain).HasMaxLength(260);
        block.Property(row => row.Reason).HasMaxLength(DomainBlock.MaxReason);
        block.HasIndex(row => new { row.Domain, row.CentreId }).IsUnique();
    });
}

[Migration("202611220450_channels_fediverse_blocks")]
internal sealed class BlocksSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("channels_fediverse_block", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(nullable: true),
            domain = table.Column<string>(maxLength: 260),
            reason = table.Column<string>(maxLength: DomainBlock.MaxReason),
            by_id = table.Column<Guid>(),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_channels_fediverse_block", row => row.id));
        migrationBuilder.CreateIndex("ix_channels_fediverse_block_domain_centre_id", "channels_fediverse_block", ["domain", "centre_id"], unique: true);
        // No page ever wrote it: a block has a reason and somebody who answers for it.
        migrationBuilder.Sql("ALTER TABLE channels_fediverse_host DROP COLUMN blocked_at");
        AddInstant(migrationBuilder, "channels_fediverse_report", "closed_at");
        migrationBuilder.AddColumn<Guid>("closed_by_id", "channels_fediverse_report", nullable: true);
        migrationBuilder.AddColumn<string>("note", "channels_fediverse_report", maxLength: Reported.FediverseReport.MaxNote, nullable: true);
        migrationBuilder.CreateIndex("ix_channels_fediverse_report_centre_id_closed_at", "channels_fediverse_report", ["centre_id", "closed_at"]);
    }
}
