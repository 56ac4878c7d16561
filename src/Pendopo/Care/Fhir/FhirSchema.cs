using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Fhir;

/// <summary>The tables of keys for other programs, and of what is settled for them.</summary>
[Migration("202611231745_care_fhir")]
internal sealed class FhirSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<FhirKey>(key =>
        {
            key.ToTable("care_fhir_key");
            key.Property(row => row.Name).HasMaxLength(FhirKey.NameLength);
            key.Property(row => row.SecretHash).HasMaxLength(64);
            key.HasIndex(row => row.SecretHash).IsUnique();
            key.HasIndex(row => row.CentreId);
        });
        builder.Entity<FhirRules>(rules =>
        {
            rules.ToTable("care_fhir_rules");
            rules.Property(row => row.Organisation).HasMaxLength(FhirRules.OrganisationLength);
            rules.HasIndex(row => row.CentreId).IsUnique();
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("care_fhir_key", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: FhirKey.NameLength),
            secret_hash = table.Column<string>(maxLength: 64),
            person_id = table.Column<Guid>(),
            made_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_fhir_key", row => row.id));
        migrationBuilder.CreateIndex("ix_care_fhir_key_secret_hash", "care_fhir_key", "secret_hash", unique: true);
        migrationBuilder.CreateIndex("ix_care_fhir_key_centre_id", "care_fhir_key", "centre_id");
        migrationBuilder.CreateTable("care_fhir_rules", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            organisation = table.Column<string>(maxLength: FhirRules.OrganisationLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_fhir_rules", row => row.id));
        migrationBuilder.CreateIndex("ix_care_fhir_rules_centre_id", "care_fhir_rules", "centre_id", unique: true);
    }
}
