using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Queue;

/// <summary>The tables of queues and their numbers: one queue a session and day, one number once.</summary>
[Migration("202611230801_care_queue")]
internal sealed class QueueSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<QueueLine>(line =>
        {
            line.ToTable("care_queue");
            line.Property(row => row.Letter).HasMaxLength(1);
            line.HasIndex(row => new { row.SessionId, row.Day }).IsUnique();
            line.HasIndex(row => new { row.CentreId, row.Day });
        });
        builder.Entity<Ticket>(ticket =>
        {
            ticket.ToTable("care_ticket");
            ticket.Property(row => row.SecretHash).HasMaxLength(64);
            ticket.Property(row => row.SecretSealed).HasMaxLength(400);
            ticket.HasIndex(row => new { row.LineId, row.Number }).IsUnique();
            ticket.HasIndex(row => row.SecretHash).IsUnique();
            ticket.HasIndex(row => row.AppointmentId);
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("care_queue", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            service_id = table.Column<Guid>(),
            session_id = table.Column<Guid>(),
            day = table.Column<DateOnly>(),
            letter = table.Column<string>(maxLength: 1),
            last = table.Column<int>(),
            paused_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_queue", row => row.id));
        migrationBuilder.CreateIndex("ix_care_queue_session_id_day", "care_queue", ["session_id", "day"], unique: true);
        migrationBuilder.CreateIndex("ix_care_queue_centre_id_day", "care_queue", ["centre_id", "day"]);
        migrationBuilder.CreateTable("care_ticket", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            line_id = table.Column<Guid>(),
            number = table.Column<int>(),
            priority = table.Column<string>(maxLength: 40),
            reason = table.Column<string>(maxLength: 40),
            state = table.Column<string>(maxLength: 40),
            appointment_id = table.Column<Guid>(nullable: true),
            turn = table.Column<int>(),
            secret_hash = table.Column<string>(maxLength: 64),
            secret_sealed = table.Column<string>(maxLength: 400),
            issued_at = Instant(table),
            called_at = Instant(table, nullable: true),
            calls = table.Column<int>(),
            done_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_ticket", row => row.id));
        migrationBuilder.CreateIndex("ix_care_ticket_line_id_number", "care_ticket", ["line_id", "number"], unique: true);
        migrationBuilder.CreateIndex("ix_care_ticket_secret_hash", "care_ticket", "secret_hash", unique: true);
        migrationBuilder.CreateIndex("ix_care_ticket_appointment_id", "care_ticket", "appointment_id");
    }
}
