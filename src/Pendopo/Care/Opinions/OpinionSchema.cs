using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Opinions;

/// <summary>The tables of what people say after a visit; a unique key keeps one a visit.</summary>
[Migration("202611231550_care_opinions")]
internal sealed class OpinionSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<VisitOpinion>(opinion =>
        {
            opinion.ToTable("care_opinion");
            opinion.Property(row => row.Words).HasMaxLength(VisitOpinion.WordsLength);
            opinion.HasIndex(row => row.AppointmentId).IsUnique();
            opinion.HasIndex(row => new { row.CentreId, row.ServiceId, row.Day });
        });
        builder.Entity<OpinionRules>(rules =>
        {
            rules.ToTable("care_opinion_rules");
            rules.HasIndex(row => row.CentreId).IsUnique();
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("care_opinion", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            appointment_id = table.Column<Guid>(),
            service_id = table.Column<Guid>(),
            day = table.Column<DateOnly>(),
            experience = table.Column<string>(maxLength: 40),
            wait = table.Column<string>(maxLength: 40),
            words = table.Column<string>(maxLength: VisitOpinion.WordsLength),
            waited_minutes = table.Column<int>(nullable: true),
            session_minutes = table.Column<int>(nullable: true),
            said_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_care_opinion", row => row.id));
        migrationBuilder.CreateIndex("ix_care_opinion_appointment_id", "care_opinion", "appointment_id", unique: true);
        migrationBuilder.CreateIndex("ix_care_opinion_centre_id_service_id_day", "care_opinion", ["centre_id", "service_id", "day"]);
        migrationBuilder.CreateTable("care_opinion_rules", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            asks = table.Column<bool>(),
            enough = table.Column<int>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_opinion_rules", row => row.id));
        migrationBuilder.CreateIndex("ix_care_opinion_rules_centre_id", "care_opinion_rules", "centre_id", unique: true);
    }
}
