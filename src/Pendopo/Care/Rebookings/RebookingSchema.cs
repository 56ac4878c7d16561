using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Rebookings;

/// <summary>The tables of days that fall away. One unique key is their promise: an appointment has one open case.</summary>
[Migration("202611231540_care_rebookings")]
internal sealed class RebookingSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Rebooking>(rebooking =>
        {
            rebooking.ToTable("care_rebooking");
            rebooking.HasIndex(row => new { row.CentreId, row.Day });
        });
        builder.Entity<RebookingCase>(one =>
        {
            one.ToTable("care_rebooking_case");
            one.HasIndex(row => row.OpenOf).IsUnique();
            one.HasIndex(row => row.RebookingId);
            one.HasIndex(row => row.CentreId);
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("care_rebooking", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            day = table.Column<DateOnly>(),
            by_id = table.Column<Guid>(),
            made_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_care_rebooking", row => row.id));
        migrationBuilder.CreateIndex("ix_care_rebooking_centre_id_day", "care_rebooking", ["centre_id", "day"]);
        migrationBuilder.CreateTable("care_rebooking_case", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            rebooking_id = table.Column<Guid>(),
            appointment_id = table.Column<Guid>(),
            open_of = table.Column<Guid>(nullable: true),
            from_session_id = table.Column<Guid>(),
            was_at = Instant(table),
            state = table.Column<string>(maxLength: 40),
            session_id = table.Column<Guid>(nullable: true),
            day = table.Column<DateOnly>(nullable: true),
            minute = table.Column<int>(nullable: true),
            seat_id = table.Column<Guid>(nullable: true),
            until = Instant(table, nullable: true),
            told = table.Column<bool>(),
            settled_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_rebooking_case", row => row.id));
        migrationBuilder.CreateIndex("ix_care_rebooking_case_open_of", "care_rebooking_case", "open_of", unique: true);
        migrationBuilder.CreateIndex("ix_care_rebooking_case_rebooking_id", "care_rebooking_case", "rebooking_id");
        migrationBuilder.CreateIndex("ix_care_rebooking_case_centre_id", "care_rebooking_case", "centre_id");
    }
}
