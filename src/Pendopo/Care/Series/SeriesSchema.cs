using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Care.Appointments;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Series;

/// <summary>The tables of series: their days, the people who have one, and each visit.</summary>
[Migration("202611231750_care_series")]
internal sealed class SeriesSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<SeriesTable>(table =>
        {
            table.ToTable("care_series_table");
            table.Ignore(row => row.Steps);
            table.Property(row => row.Source).HasMaxLength(SeriesTable.SourceLength);
            table.Property(row => row.Lines).HasMaxLength(SeriesTable.StepsLength);
            table.HasIndex(row => new { row.CentreId, row.Kind }).IsUnique();
        });
        builder.Entity<PersonSeries>(series =>
        {
            series.ToTable("care_series");
            series.Property(row => row.Name).HasMaxLength(Appointment.NameLength);
            series.Property(row => row.Phone).HasMaxLength(Appointment.PhoneLength);
            series.HasIndex(row => new { row.CentreId, row.EndedAt });
        });
        builder.Entity<SeriesVisit>(visit =>
        {
            visit.ToTable("care_series_visit");
            visit.Property(row => row.Name).HasMaxLength(SeriesStep.NameLength);
            visit.HasIndex(row => new { row.SeriesId, row.Number }).IsUnique();
            visit.HasIndex(row => row.AppointmentId);
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("care_series_table", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            source = table.Column<string>(maxLength: SeriesTable.SourceLength),
            confirmed_on = table.Column<DateOnly>(nullable: true),
            lines = table.Column<string>(maxLength: SeriesTable.StepsLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_series_table", row => row.id));
        migrationBuilder.CreateIndex("ix_care_series_table_centre_id_kind", "care_series_table", ["centre_id", "kind"], unique: true);
        migrationBuilder.CreateTable("care_series", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            service_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: Appointment.NameLength),
            phone = table.Column<string>(maxLength: Appointment.PhoneLength),
            payer = table.Column<string>(maxLength: 40),
            beginning = table.Column<DateOnly>(),
            by_id = table.Column<Guid>(),
            made_at = Instant(table),
            ended_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_series", row => row.id));
        migrationBuilder.CreateIndex("ix_care_series_centre_id_ended_at", "care_series", ["centre_id", "ended_at"]);
        migrationBuilder.CreateTable("care_series_visit", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            series_id = table.Column<Guid>(),
            number = table.Column<int>(),
            name = table.Column<string>(maxLength: SeriesStep.NameLength),
            from_day = table.Column<DateOnly>(),
            to_day = table.Column<DateOnly>(),
            gap = table.Column<int>(),
            appointment_id = table.Column<Guid>(nullable: true),
            had_on = table.Column<DateOnly>(nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_series_visit", row => row.id));
        migrationBuilder.CreateIndex("ix_care_series_visit_series_id_number", "care_series_visit", ["series_id", "number"], unique: true);
        migrationBuilder.CreateIndex("ix_care_series_visit_appointment_id", "care_series_visit", "appointment_id");
    }
}
