using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Care.Closures;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Services;

/// <summary>The tables of services, sessions, exceptional days, staff and closures.</summary>
[Migration("202611230652_care_services")]
internal sealed class ServiceSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<HealthService>(service =>
        {
            service.ToTable("care_service");
            service.Ignore(row => row.Words);
            service.Property(row => row.Name).HasMaxLength(HealthService.NameLength);
            service.Property(row => row.Slug).HasMaxLength(HealthService.NameLength + 4);
            service.Property(row => row.About).HasMaxLength(HealthService.WordsLength);
            service.Property(row => row.Bring).HasMaxLength(HealthService.WordsLength);
            service.Property(row => row.Preparation).HasMaxLength(HealthService.WordsLength);
            service.Property(row => row.Cost).HasMaxLength(HealthService.CostLength);
            service.Property(row => row.Letter).HasMaxLength(1);
            service.HasIndex(row => new { row.CentreId, row.Slug }).IsUnique();
        });
        builder.Entity<ClinicSession>(session =>
        {
            session.ToTable("care_session");
            session.Ignore(row => row.Plan);
            session.Ignore(row => row.Waves);
            session.Property(row => row.WavesText).HasMaxLength(SlotWaves.TextLength).HasDefaultValue("");
            session.Property(row => row.Room).HasMaxLength(ClinicSession.RoomLength);
            session.HasIndex(row => new { row.CentreId, row.ServiceId });
        });
        builder.Entity<DayChange>(change =>
        {
            change.ToTable("care_day_change");
            change.Property(row => row.Room).HasMaxLength(ClinicSession.RoomLength);
            change.Property(row => row.Note).HasMaxLength(DayChange.NoteLength);
            change.HasIndex(row => new { row.SessionId, row.Day }).IsUnique();
            change.HasIndex(row => new { row.CentreId, row.Day });
        });
        builder.Entity<StaffMember>(staff =>
        {
            staff.ToTable("care_staff");
            staff.Property(row => row.Name).HasMaxLength(StaffMember.NameLength);
            staff.Property(row => row.Licence).HasMaxLength(StaffMember.LicenceLength);
            staff.HasIndex(row => row.CentreId);
        });
        builder.Entity<Closure>(closure =>
        {
            closure.ToTable("care_closure");
            closure.Property(row => row.Reason).HasMaxLength(Closure.ReasonLength);
            closure.HasIndex(row => new { row.CentreId, row.EndedAt });
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Services(migrationBuilder);
        Sessions(migrationBuilder);
        People(migrationBuilder);
    }

    private void Services(MigrationBuilder migration)
    {
        migration.CreateTable("care_service", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: HealthService.NameLength),
            slug = table.Column<string>(maxLength: HealthService.NameLength + 4),
            cluster = table.Column<string>(maxLength: 40),
            about = table.Column<string>(maxLength: HealthService.WordsLength),
            bring = table.Column<string>(maxLength: HealthService.WordsLength),
            preparation = table.Column<string>(maxLength: HealthService.WordsLength),
            cost = table.Column<string>(maxLength: HealthService.CostLength),
            letter = table.Column<string>(maxLength: 1),
            bookable = table.Column<bool>(),
            ahead_days = table.Column<int>(),
            ended_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_service", row => row.id));
        migration.CreateIndex("ix_care_service_centre_id_slug", "care_service", ["centre_id", "slug"], unique: true);
    }

    private static void Sessions(MigrationBuilder migration)
    {
        migration.CreateTable("care_session", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            service_id = table.Column<Guid>(),
            weekday = table.Column<string>(maxLength: 40, nullable: true),
            on_day = table.Column<DateOnly>(nullable: true),
            from_minute = table.Column<int>(),
            to_minute = table.Column<int>(),
            room = table.Column<string>(maxLength: ClinicSession.RoomLength),
            staff_id = table.Column<Guid>(nullable: true),
            every_minutes = table.Column<int>(),
            seats = table.Column<int>(),
            kept_every = table.Column<int>(),
            insured_places = table.Column<int>(nullable: true),
            paying_places = table.Column<int>(nullable: true),
            last_day = table.Column<DateOnly>(nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_session", row => row.id));
        migration.CreateIndex("ix_care_session_centre_id_service_id", "care_session", ["centre_id", "service_id"]);
        migration.CreateTable("care_day_change", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            session_id = table.Column<Guid>(),
            day = table.Column<DateOnly>(),
            falls_out = table.Column<bool>(),
            from_minute = table.Column<int>(),
            to_minute = table.Column<int>(),
            room = table.Column<string>(maxLength: ClinicSession.RoomLength),
            staff_id = table.Column<Guid>(nullable: true),
            note = table.Column<string>(maxLength: DayChange.NoteLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_day_change", row => row.id));
        migration.CreateIndex("ix_care_day_change_session_id_day", "care_day_change", ["session_id", "day"], unique: true);
        migration.CreateIndex("ix_care_day_change_centre_id_day", "care_day_change", ["centre_id", "day"]);
    }

    private void People(MigrationBuilder migration)
    {
        migration.CreateTable("care_staff", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: StaffMember.NameLength),
            profession = table.Column<string>(maxLength: 40),
            licence = table.Column<string>(maxLength: StaffMember.LicenceLength),
            licence_until = table.Column<DateOnly>(nullable: true),
            left_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_staff", row => row.id));
        migration.CreateIndex("ix_care_staff_centre_id", "care_staff", "centre_id");
        migration.CreateTable("care_closure", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            service_id = table.Column<Guid>(nullable: true),
            reason = table.Column<string>(maxLength: Closure.ReasonLength),
            since = Instant(table),
            until = Instant(table, nullable: true),
            ended_at = Instant(table, nullable: true),
            by_id = table.Column<Guid>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_closure", row => row.id));
        migration.CreateIndex("ix_care_closure_centre_id_ended_at", "care_closure", ["centre_id", "ended_at"]);
    }
}
