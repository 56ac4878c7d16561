using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Appointments;

/// <summary>The tables of appointments and of the places they take. Two unique keys are the promise of the whole: one place a time, and one numbered place
/// a payer's quota.</summary>
[Migration("202611230718_care_appointments")]
internal sealed class AppointmentSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Appointment>(appointment =>
        {
            appointment.ToTable("care_appointment");
            appointment.Ignore(row => row.Visitor);
            appointment.Property(row => row.Name).HasMaxLength(Appointment.NameLength);
            appointment.Property(row => row.Phone).HasMaxLength(Appointment.PhoneLength);
            appointment.Property(row => row.Reference).HasMaxLength(Appointment.ReferenceLength);
            appointment.Property(row => row.SecretHash).HasMaxLength(64);
            appointment.Property(row => row.SecretSealed).HasMaxLength(400);
            appointment.HasIndex(row => new { row.CentreId, row.Reference }).IsUnique();
            appointment.HasIndex(row => row.SecretHash).IsUnique();
            appointment.HasIndex(row => new { row.CentreId, row.Day });
            appointment.HasIndex(row => new { row.CentreId, row.Phone });
        });
        builder.Entity<Seat>(seat =>
        {
            seat.ToTable("care_seat");
            seat.Property(row => row.HoldHash).HasMaxLength(64);
            seat.HasIndex(row => new { row.SessionId, row.Day, row.Minute, row.Number }).IsUnique();
            seat.HasIndex(row => new { row.SessionId, row.Day, row.QuotaOf, row.QuotaPlace }).IsUnique();
            seat.HasIndex(row => new { row.CentreId, row.Day });
            seat.HasIndex(row => row.HeldUntil);
            seat.HasIndex(row => row.AppointmentId);
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("care_appointment", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            service_id = table.Column<Guid>(),
            session_id = table.Column<Guid>(),
            day = table.Column<DateOnly>(),
            minute = table.Column<int>(),
            starts_at = Instant(table),
            state = table.Column<string>(maxLength: 40),
            name = table.Column<string>(maxLength: Appointment.NameLength),
            phone = table.Column<string>(maxLength: Appointment.PhoneLength),
            whom = table.Column<string>(maxLength: 40),
            payer = table.Column<string>(maxLength: 40),
            reference = table.Column<string>(maxLength: Appointment.ReferenceLength),
            secret_hash = table.Column<string>(maxLength: 64),
            secret_sealed = table.Column<string>(maxLength: 400),
            how = table.Column<string>(maxLength: 40),
            by_id = table.Column<Guid>(nullable: true),
            created_at = Instant(table),
            changed_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_appointment", row => row.id));
        migrationBuilder.CreateIndex("ix_care_appointment_centre_id_reference", "care_appointment", ["centre_id", "reference"], unique: true);
        migrationBuilder.CreateIndex("ix_care_appointment_secret_hash", "care_appointment", "secret_hash", unique: true);
        migrationBuilder.CreateIndex("ix_care_appointment_centre_id_day", "care_appointment", ["centre_id", "day"]);
        migrationBuilder.CreateIndex("ix_care_appointment_centre_id_phone", "care_appointment", ["centre_id", "phone"]);
        Seats(migrationBuilder);
    }

    private void Seats(MigrationBuilder migration)
    {
        migration.CreateTable("care_seat", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            session_id = table.Column<Guid>(),
            day = table.Column<DateOnly>(),
            minute = table.Column<int>(),
            number = table.Column<int>(),
            quota_of = table.Column<string>(maxLength: 40, nullable: true),
            quota_place = table.Column<int>(nullable: true),
            held_until = Instant(table, nullable: true),
            hold_hash = table.Column<string>(maxLength: 64, nullable: true),
            appointment_id = table.Column<Guid>(nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_seat", row => row.id));
        migration.CreateIndex("ix_care_seat_session_id_day_minute_number", "care_seat", ["session_id", "day", "minute", "number"], unique: true);
        migration.CreateIndex("ix_care_seat_session_id_day_quota_of_quota_place", "care_seat", ["session_id", "day", "quota_of", "quota_place"], unique: true);
        migration.CreateIndex("ix_care_seat_centre_id_day", "care_seat", ["centre_id", "day"]);
        migration.CreateIndex("ix_care_seat_held_until", "care_seat", "held_until");
        migration.CreateIndex("ix_care_seat_appointment_id", "care_seat", "appointment_id");
    }
}
