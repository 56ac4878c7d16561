using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Connected;

internal static class ChannelTable
{
    public static void Map(ModelBuilder builder) => builder.Entity<Channel>(channel =>
    {
        channel.ToTable("channels_channel");
        channel.Property(row => row.Network).HasMaxLength(40);
        channel.Property(row => row.Handle).HasMaxLength(300);
        channel.Property(row => row.Address).HasMaxLength(500);
        channel.Property(row => row.Credentials);
        channel.Property(row => row.Cursor).HasMaxLength(500);
        channel.Property(row => row.TroubleReason).HasMaxLength(500);
        channel.HasIndex(row => new { row.CentreId, row.Network, row.Address }).IsUnique();
    });
}

[Migration("202611220010_channels_channel")]
internal sealed class ChannelSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("channels_channel", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            network = table.Column<string>(maxLength: 40),
            handle = table.Column<string>(maxLength: 300),
            address = table.Column<string>(maxLength: 500),
            state = table.Column<string>(maxLength: 40),
            credentials = table.Column<byte[]>(nullable: true),
            cursor = table.Column<string>(maxLength: 500, nullable: true),
            checked_at = Instant(table, nullable: true),
            trouble_reason = table.Column<string>(maxLength: 500, nullable: true),
            ends_at = Instant(table, nullable: true),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_channel", row => row.id));
        migrationBuilder.CreateIndex("ix_channels_channel_centre_id_network_address", "channels_channel", ["centre_id", "network", "address"], unique: true);
    }
}
