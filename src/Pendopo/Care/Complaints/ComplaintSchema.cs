using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Care.Appointments;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Complaints;

/// <summary>The tables of complaints, their answers and what is promised.</summary>
[Migration("202611231740_care_complaints")]
internal sealed class ComplaintSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Complaint>(complaint =>
        {
            complaint.ToTable("care_complaint");
            complaint.Ignore(row => row.IsOpen);
            complaint.Property(row => row.Words).HasMaxLength(Complaint.WordsLength);
            complaint.Property(row => row.Name).HasMaxLength(Complaint.NameLength);
            complaint.Property(row => row.Phone).HasMaxLength(Appointment.PhoneLength);
            complaint.Property(row => row.CodeHash).HasMaxLength(64);
            complaint.Property(row => row.CodeSealed).HasMaxLength(400);
            complaint.HasIndex(row => row.CodeHash).IsUnique();
            complaint.HasIndex(row => new { row.CentreId, row.MadeAt });
            complaint.HasIndex(row => row.LookAt);
        });
        builder.Entity<ComplaintAnswer>(answer =>
        {
            answer.ToTable("care_complaint_answer");
            answer.Property(row => row.Words).HasMaxLength(Complaint.WordsLength);
            answer.HasIndex(row => row.ComplaintId);
        });
        builder.Entity<ComplaintRules>(rules =>
        {
            rules.ToTable("care_complaint_rules");
            rules.HasIndex(row => row.CentreId).IsUnique();
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("care_complaint", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            about = table.Column<string>(maxLength: 40),
            service_id = table.Column<Guid>(nullable: true),
            day = table.Column<DateOnly>(nullable: true),
            staff_id = table.Column<Guid>(nullable: true),
            words = table.Column<string>(maxLength: Complaint.WordsLength),
            name = table.Column<string>(maxLength: Complaint.NameLength),
            phone = table.Column<string>(maxLength: Appointment.PhoneLength),
            code_hash = table.Column<string>(maxLength: 64),
            code_sealed = table.Column<string>(maxLength: 400),
            state = table.Column<string>(maxLength: 40),
            owner_id = table.Column<Guid>(nullable: true),
            by_id = table.Column<Guid>(nullable: true),
            made_at = Instant(table),
            own_by = Instant(table),
            answer_by = Instant(table),
            look_at = Instant(table, nullable: true),
            raised_at = Instant(table, nullable: true),
            answered_at = Instant(table, nullable: true),
            helped = table.Column<bool>(nullable: true),
            told_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_complaint", row => row.id));
        migrationBuilder.CreateIndex("ix_care_complaint_code_hash", "care_complaint", "code_hash", unique: true);
        migrationBuilder.CreateIndex("ix_care_complaint_centre_id_made_at", "care_complaint", ["centre_id", "made_at"]);
        migrationBuilder.CreateIndex("ix_care_complaint_look_at", "care_complaint", "look_at");
        migrationBuilder.CreateTable("care_complaint_answer", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            complaint_id = table.Column<Guid>(),
            words = table.Column<string>(maxLength: Complaint.WordsLength),
            by_id = table.Column<Guid>(),
            said_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_care_complaint_answer", row => row.id));
        migrationBuilder.CreateIndex("ix_care_complaint_answer_complaint_id", "care_complaint_answer", "complaint_id");
        migrationBuilder.CreateTable("care_complaint_rules", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            own_hours = table.Column<int>(),
            answer_hours = table.Column<int>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_complaint_rules", row => row.id));
        migrationBuilder.CreateIndex("ix_care_complaint_rules_centre_id", "care_complaint_rules", "centre_id", unique: true);
    }
}
