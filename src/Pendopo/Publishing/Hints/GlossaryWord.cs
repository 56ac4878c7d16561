using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Hints;

/// <summary>A word of a centre's own glossary. An empty plain word takes one of the house's away.</summary>
public sealed class GlossaryWord : IBelongsToCentre, IVersioned
{
    public const int HardLength = 80, PlainLength = 160;

    private GlossaryWord()
    {
    }

    public Id<GlossaryWord> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>`id` or `en`.</summary>
    public string Language { get; private set; } = "";
    /// <summary>In small letters.</summary>
    public string Hard { get; private set; } = "";
    public string Plain { get; private set; } = "";
    public int Version { get; set; }

    public static GlossaryWord Of(Id<Centre> centre, string language, string hard) => new() { Id = Id<GlossaryWord>.New(), CentreId = centre, Language = language, Hard = hard };

    internal void Say(string plain) => Plain = plain;

    public static void Map(ModelBuilder builder) => builder.Entity<GlossaryWord>(word =>
    {
        word.ToTable("publishing_glossary");
        word.Property(row => row.Language).HasMaxLength(2);
        word.Property(row => row.Hard).HasMaxLength(HardLength);
        word.Property(row => row.Plain).HasMaxLength(PlainLength);
        word.HasIndex(row => new { row.CentreId, row.Language, row.Hard }).IsUnique();
    });
}

[Migration("202611221210_publishing_glossary")]
internal sealed class GlossarySchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_glossary", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            language = table.Column<string>(maxLength: 2),
            hard = table.Column<string>(maxLength: GlossaryWord.HardLength),
            plain = table.Column<string>(maxLength: GlossaryWord.PlainLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_glossary", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_glossary_centre_id_language_hard", "publishing_glossary", ["centre_id", "language", "hard"], unique: true);
    }
}
