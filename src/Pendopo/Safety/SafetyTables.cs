using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Guard;

namespace Pendopo.Safety;

internal static class SafetyTables
{
    public const int HashLength = 64, ExitLength = 80, SubjectLength = 120, ReasonLength = 500, KindLength = 40;

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<HeldContent>(held =>
        {
            held.ToTable("safety_held");
            held.Property(row => row.Hash).HasMaxLength(HashLength);
            held.Property(row => row.Exit).HasMaxLength(ExitLength);
            held.Property(row => row.Subject).HasMaxLength(SubjectLength);
            held.Ignore(row => row.Words).Ignore(row => row.Why);
            held.HasIndex(row => new { row.CentreId, row.Hash }).IsUnique();
        });
        builder.Entity<GuardRule>(rule =>
        {
            rule.ToTable("safety_rule");
            rule.Property(row => row.Kind).HasMaxLength(KindLength);
            rule.HasIndex(row => new { row.CentreId, row.Kind }).IsUnique();
        });
        builder.Entity<Release>(release =>
        {
            release.ToTable("safety_release");
            release.Property(row => row.Hash).HasMaxLength(HashLength);
            release.Property(row => row.Subject).HasMaxLength(SubjectLength);
            release.Property(row => row.Kinds).HasMaxLength(200);
            release.Property(row => row.Reason).HasMaxLength(ReasonLength);
            release.HasIndex(row => new { row.CentreId, row.Hash }).IsUnique();
        });
        Claims.HealthClaim.Map(builder);
        ConsentTables.Map(builder);
        Rights.RightsRequest.Map(builder);
        Training.TrainingTables.Map(builder);
    }
}

[Migration("202611220230_safety_guard")]
internal sealed class SafetySchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("safety_held", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            hash = table.Column<string>(maxLength: SafetyTables.HashLength),
            exit = table.Column<string>(maxLength: SafetyTables.ExitLength),
            subject = table.Column<string>(maxLength: SafetyTables.SubjectLength),
            texts = table.Column<string>(),
            reasons = table.Column<string>(),
            asked_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_safety_held", row => row.id));
        migrationBuilder.CreateIndex("ix_safety_held_centre_id_hash", "safety_held", ["centre_id", "hash"], unique: true);
        migrationBuilder.CreateTable("safety_release", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            hash = table.Column<string>(maxLength: SafetyTables.HashLength),
            subject = table.Column<string>(maxLength: SafetyTables.SubjectLength),
            kinds = table.Column<string>(maxLength: 200),
            person_id = table.Column<Guid>(),
            reason = table.Column<string>(maxLength: SafetyTables.ReasonLength),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_safety_release", row => row.id));
        migrationBuilder.CreateIndex("ix_safety_release_centre_id_hash", "safety_release", ["centre_id", "hash"], unique: true);
    }
}

[Migration("202611221205_safety_rules")]
internal sealed class SafetyRulesSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("safety_rule", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: SafetyTables.KindLength),
            answer = table.Column<string>(maxLength: 40),
        }, constraints: table => table.PrimaryKey("pk_safety_rule", row => row.id));
        migrationBuilder.CreateIndex("ix_safety_rule_centre_id_kind", "safety_rule", ["centre_id", "kind"], unique: true);
    }
}
