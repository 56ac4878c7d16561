using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Imports;

public enum ImportSource
{
    /// <summary>A table of posts, as the calendar writes it.</summary>
    Plan,

    /// <summary>WordPress: Tools, Export (WXR).</summary>
    WordPress,

    /// <summary>RSS 2.0 or Atom.</summary>
    Feed,

    /// <summary>What Facebook gives the owner of a page: a zip of JSON files.</summary>
    Facebook,
}

public enum ImportState { Looked, Taken, Undone }

/// <summary>What is wrong with a row, in the words of the person who brought it.</summary>
public sealed record ImportFault(string Column, string Text);

/// <summary>A post to be, from one row.</summary>
/// <param name="Line">The line of the file, or the number of the entry, from 1.</param>
/// <param name="At">The minute on the centre's clock, or null.</param>
/// <param name="Channels">Where it goes besides the own site.</param>
/// <param name="Cells">The row as it came, for a row that cannot be taken; else empty.</param>
public sealed record ImportRow(int Line, PostWords Words, DateTime? At, IReadOnlyList<Guid> Channels, Guid? Campaign, IReadOnlyList<ImportFault> Faults, IReadOnlyList<string> Cells)
{
    public bool Good => Faults.Count == 0;
}

/// <summary>What a file holds.</summary>
/// <param name="Head">The names of its columns; empty where it has none.</param>
/// <param name="Notes">What is told about the file as a whole, such as a column that nobody knows.</param>
public sealed record ImportContent(IReadOnlyList<string> Head, IReadOnlyList<string> Notes, IReadOnlyList<ImportRow> Rows);

/// <summary>A file of posts that somebody brought: looked at first, taken or left, and undone where nobody has written since.</summary>
public sealed class Import : IBelongsToCentre, IVersioned
{
    public const int NameLength = 200;

    private Import()
    {
    }

    public Id<Import> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    public ImportSource Source { get; private set; }
    public string FileName { get; private set; } = "";
    /// <summary>What it holds, as JSON.</summary>
    public string ContentText { get; private set; } = "";
    public int Good { get; private set; }
    public int Bad { get; private set; }
    /// <summary>How many posts of it stand.</summary>
    public int Made { get; private set; }
    public ImportState State { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public ImportContent Content => JsonSerializer.Deserialize<ImportContent>(ContentText)!;

    public static Import Of(Id<Centre> centre, Id<Person> person, ImportSource source, string fileName, ImportContent content, DateTimeOffset now) => new()
    {
        Id = Id<Import>.New(),
        CentreId = centre,
        PersonId = person,
        Source = source,
        FileName = fileName.Length > NameLength ? fileName[..NameLength] : fileName,
        ContentText = JsonSerializer.Serialize(content),
        Good = content.Rows.Count(row => row.Good),
        Bad = content.Rows.Count(row => !row.Good),
        CreatedAt = now,
    };

    /// <summary>The name of the request that makes the post of a row, so that it is made once.</summary>
    public string KeyOf(ImportRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{KeyStart}{row.Line}");
    }

    /// <summary>How the names of all its requests begin.</summary>
    public string KeyStart => $"import:{Id.Value:N}:";

    public void Take(int made) => (State, Made) = (ImportState.Taken, made);

    public void Undo(int left) => (State, Made) = (ImportState.Undone, left);

    public static void Map(ModelBuilder builder) => builder.Entity<Import>(import =>
    {
        import.ToTable("publishing_import");
        import.Ignore(row => row.Content);
        import.Ignore(row => row.KeyStart);
        import.Property(row => row.FileName).HasMaxLength(NameLength);
        import.HasIndex(row => new { row.CentreId, row.CreatedAt });
    });
}

[Migration("202611221150_publishing_imports")]
internal sealed class ImportSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_import", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            source = table.Column<string>(maxLength: 40),
            file_name = table.Column<string>(maxLength: Import.NameLength),
            content_text = table.Column<string>(),
            good = table.Column<int>(),
            bad = table.Column<int>(),
            made = table.Column<int>(),
            state = table.Column<string>(maxLength: 40),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_import", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_import_centre_id_created_at", "publishing_import", ["centre_id", "created_at"]);
    }
}
