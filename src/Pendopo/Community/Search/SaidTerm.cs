using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Talk;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Search;

/// <summary>That a word stands in something said: its stem (<see cref="Pendopo.Text.SearchText"/>). An ordinary table, so that a search asks <see cref="Sight"/> in the
/// same question, and so that words go in the same transaction as what held them.</summary>
public sealed class SaidTerm : IBelongsToCentre
{
    public const int TermLength = 48;

    private SaidTerm()
    {
    }

    public Id<Centre> CentreId { get; private set; }
    public Id<Said> SaidId { get; private set; }
    public string Term { get; private set; } = "";

    internal static SaidTerm Of(Said said, string term) => new() { CentreId = said.CentreId, SaidId = said.Id, Term = term };
}

/// <summary>Words that mean the same at a centre. Without a row those hold that come with the program.</summary>
public sealed class SquareSynonyms : IBelongsToCentre, IVersioned
{
    public const int LinesLength = 20_000;

    private SquareSynonyms()
    {
    }

    public Id<SquareSynonyms> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>One line for each meaning, its words separated by commas.</summary>
    public string Lines { get; private set; } = "";
    public int Version { get; set; }

    public static SquareSynonyms Of(Id<Centre> centre) => new() { Id = Id<SquareSynonyms>.New(), CentreId = centre };

    internal void Say(string lines) => Lines = lines;
}

/// <summary>The tables of the square's search.</summary>
[Migration("202611231605_community_search")]
internal sealed class SearchSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<SaidTerm>(term =>
        {
            term.ToTable("community_term");
            term.HasKey(row => new { row.SaidId, row.Term });
            term.Property(row => row.Term).HasMaxLength(SaidTerm.TermLength);
            term.HasIndex(row => new { row.CentreId, row.Term, row.SaidId });
        });
        builder.Entity<SquareSynonyms>(words =>
        {
            words.ToTable("community_synonym");
            words.Property(row => row.Lines).HasMaxLength(SquareSynonyms.LinesLength);
            words.HasIndex(row => row.CentreId).IsUnique();
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("community_term", table => new
        {
            centre_id = table.Column<Guid>(),
            said_id = table.Column<Guid>(),
            term = table.Column<string>(maxLength: SaidTerm.TermLength),
        }, constraints: table => table.PrimaryKey("pk_community_term", row => new { row.said_id, row.term }));
        migrationBuilder.CreateIndex("ix_community_term_centre_id_term_said_id", "community_term", ["centre_id", "term", "said_id"]);
        migrationBuilder.CreateTable("community_synonym", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            lines = table.Column<string>(maxLength: SquareSynonyms.LinesLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_synonym", row => row.id));
        migrationBuilder.CreateIndex("ix_community_synonym_centre_id", "community_synonym", "centre_id", unique: true);
    }
}
