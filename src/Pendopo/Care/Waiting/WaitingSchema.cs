using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Care.Appointments;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Waiting;

/// <summary>The line of people who wait for a time, and what they were offered.</summary>
[Migration("202611231240_care_waiting")]
internal sealed class WaitingSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<WaitingEntry>(entry =>
        {
            entry.ToTable("care_waiting");
            entry.Property(row => row.Name).HasMaxLength(Appointment.NameLength);
            entry.Property(row => row.Phone).HasMaxLength(Appointment.PhoneLength);
            entry.Property(row => row.SecretHash).HasMaxLength(64);
            entry.Property(row => row.SecretSealed).HasMaxLength(400);
            entry.HasIndex(row => row.SecretHash).IsUnique();
            entry.HasIndex(row => new { row.CentreId, row.State, row.MadeAt });
        });
        builder.Entity<WaitingOffer>(offer =>
        {
            offer.ToTable("care_waiting_offer");
            offer.Ignore(row => row.Time);
            offer.Property(row => row.HoldSealed).HasMaxLength(400);
            offer.HasIndex(row => new { row.EntryId, row.SessionId, row.Day, row.Minute }).IsUnique();
            offer.HasIndex(row => new { row.CentreId, row.State });
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("care_waiting", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            service_id = table.Column<Guid>(),
            from_day = table.Column<DateOnly>(),
            until_day = table.Column<DateOnly>(),
            name = table.Column<string>(maxLength: Appointment.NameLength),
            phone = table.Column<string>(maxLength: Appointment.PhoneLength),
            payer = table.Column<string>(maxLength: 40),
            state = table.Column<string>(maxLength: 40),
            secret_hash = table.Column<string>(maxLength: 64),
            secret_sealed = table.Column<string>(maxLength: 400),
            appointment_id = table.Column<Guid>(nullable: true),
            by_id = table.Column<Guid>(nullable: true),
            made_at = Instant(table),
            offered_at = Instant(table, nullable: true),
            settled_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_waiting", row => row.id));
        migrationBuilder.CreateIndex("ix_care_waiting_secret_hash", "care_waiting", "secret_hash", unique: true);
        migrationBuilder.CreateIndex("ix_care_waiting_centre_id_state_made_at", "care_waiting", ["centre_id", "state", "made_at"]);
        migrationBuilder.CreateTable("care_waiting_offer", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            entry_id = table.Column<Guid>(),
            session_id = table.Column<Guid>(),
            day = table.Column<DateOnly>(),
            minute = table.Column<int>(),
            state = table.Column<string>(maxLength: 40),
            hold_sealed = table.Column<string>(maxLength: 400),
            made_at = Instant(table),
            until = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_waiting_offer", row => row.id));
        migrationBuilder.CreateIndex("ix_care_waiting_offer_entry_id_session_id_day_minute", "care_waiting_offer", ["entry_id", "session_id", "day", "minute"], unique: true);
        migrationBuilder.CreateIndex("ix_care_waiting_offer_centre_id_state", "care_waiting_offer", ["centre_id", "state"]);
    }
}
