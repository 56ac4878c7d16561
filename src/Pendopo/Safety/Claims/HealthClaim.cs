using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Safety.Claims;

/// <summary>What is so about a claim, the worst first.</summary>
public enum Verdict { False, Misleading, Unproven, Partly, True }

/// <summary>What the centre says about a claim.</summary>
/// <param name="SaidId">What people say, in Indonesian, as short as it goes round; <paramref name="SaidEn"/> in English.</param>
/// <param name="AnswerId">What is so, in plain words.</param>
/// <param name="Source">What the answer rests on, and where it is read.</param>
/// <param name="Until">The last day on which it holds.</param>
internal sealed record ClaimWords(string SaidId, string SaidEn, Verdict Verdict, string AnswerId, string AnswerEn, string Source, string SourceAddress, DateOnly Until);

/// <summary>Something that goes round about health, and what is so. It is shown once somebody who may judge it has, and until its last day.</summary>
public sealed class HealthClaim : IBelongsToCentre, IVersioned
{
    public const int SaidLength = 300, AnswerLength = 1_200, SourceLength = 200, AddressLength = 500;

    private HealthClaim()
    {
    }

    public Id<HealthClaim> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string SaidId { get; private set; } = "";
    public string SaidEn { get; private set; } = "";
    public Verdict Verdict { get; private set; }
    public string AnswerId { get; private set; } = "";
    public string AnswerEn { get; private set; } = "";
    public string Source { get; private set; } = "";
    public string SourceAddress { get; private set; } = "";
    public DateOnly ValidUntil { get; private set; }
    public Id<Person> WrittenById { get; private set; }
    public Id<Person>? ReviewedById { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }
    public int Version { get; set; }

    public static HealthClaim Of(Id<Centre> centre) => new() { Id = Id<HealthClaim>.New(), CentreId = centre };

    /// <summary>Other words were not judged by anybody.</summary>
    internal void Say(ClaimWords words, Id<Person> by)
    {
        (SaidId, SaidEn, Verdict, AnswerId, AnswerEn, Source, SourceAddress, ValidUntil) = words;
        (WrittenById, ReviewedById, ReviewedAt) = (by, null, null);
    }

    public void Review(Id<Person> by, DateTimeOffset now) => (ReviewedById, ReviewedAt) = (by, now);

    /// <summary>Whether people may read it on that day.</summary>
    public bool Stands(DateOnly today) => ReviewedAt is not null && today <= ValidUntil;

    /// <summary>The claim and the answer in a language.</summary>
    public (string Said, string Answer) In(string language) => language == "en" ? (SaidEn, AnswerEn) : (SaidId, AnswerId);

    public static void Map(ModelBuilder builder) => builder.Entity<HealthClaim>(claim =>
    {
        claim.ToTable("safety_claim");
        claim.Property(row => row.SaidId).HasMaxLength(SaidLength);
        claim.Property(row => row.SaidEn).HasMaxLength(SaidLength);
        claim.Property(row => row.AnswerId).HasMaxLength(AnswerLength);
        claim.Property(row => row.AnswerEn).HasMaxLength(AnswerLength);
        claim.Property(row => row.Source).HasMaxLength(SourceLength);
        claim.Property(row => row.SourceAddress).HasMaxLength(AddressLength);
        claim.HasIndex(row => new { row.CentreId, row.ValidUntil });
    });
}

[Migration("202611231525_safety_claims")]
internal sealed class ClaimsSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("safety_claim", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            said_id = table.Column<string>(maxLength: HealthClaim.SaidLength),
            said_en = table.Column<string>(maxLength: HealthClaim.SaidLength),
            verdict = table.Column<string>(maxLength: 40),
            answer_id = table.Column<string>(maxLength: HealthClaim.AnswerLength),
            answer_en = table.Column<string>(maxLength: HealthClaim.AnswerLength),
            source = table.Column<string>(maxLength: HealthClaim.SourceLength),
            source_address = table.Column<string>(maxLength: HealthClaim.AddressLength),
            valid_until = table.Column<DateOnly>(),
            written_by_id = table.Column<Guid>(),
            reviewed_by_id = table.Column<Guid>(nullable: true),
            reviewed_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_safety_claim", row => row.id));
        migrationBuilder.CreateIndex("ix_safety_claim_centre_id_valid_until", "safety_claim", ["centre_id", "valid_until"]);
    }
}
