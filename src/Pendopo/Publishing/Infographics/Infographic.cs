using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Publishing.Infographics;

/// <summary>How an infographic is built.</summary>
public enum InfographicTemplate
{
    /// <summary>A title and up to three points.</summary>
    Points,

    /// <summary>One number and what it means.</summary>
    Number,

    /// <summary>What to do beside what not to do.</summary>
    DoDont,

    /// <summary>Up to five steps in their order.</summary>
    Steps,

    /// <summary>What somebody said, and who.</summary>
    Quote,

    /// <summary>When, where, and what to bring.</summary>
    Invitation,
}

/// <summary>The words of an infographic in one language.</summary>
/// <param name="Title">The title; for a quote what was said.</param>
/// <param name="Lines">One a line: points, steps, what to do; the number and its meaning; who said it; when, where, what to bring.</param>
/// <param name="Others">What not to do, one a line; empty for other templates.</param>
/// <param name="Source">Where it is taken from; may be empty.</param>
public sealed record InfographicWords(string Title, string Lines, string Others, string Source)
{
    public const int TitleLength = 240, LinesLength = 800, SourceLength = 200;

    public static readonly InfographicWords None = new("", "", "", "");

    [JsonIgnore]
    public bool IsEmpty => this == None;

    [JsonIgnore]
    public IReadOnlyList<string> Items => Split(Lines);

    [JsonIgnore]
    public IReadOnlyList<string> OtherItems => Split(Others);

    private static string[] Split(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>An infographic of the centre: its words in both languages, drawn anew each time it is shown, so that it stays editable.</summary>
internal sealed class Infographic : IBelongsToCentre, IVersioned
{
    public const int LinkLength = 500, WordsLength = 4_000;

    private Infographic()
    {
    }

    public Id<Infographic> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public InfographicTemplate Template { get; private set; }
    /// <summary>The words in Indonesian, as <see cref="InfographicWords"/> in JSON.</summary>
    public string Indonesian { get; private set; } = "";
    public string English { get; private set; } = "";
    /// <summary>Where its QR code leads; empty for the centre's front page.</summary>
    public string Link { get; private set; } = "";
    public Id<Person> EditorId { get; private set; }
    public DateTimeOffset EditedAt { get; private set; }
    public int Version { get; set; }

    public static Infographic Of(Id<Centre> centre) => new() { Id = Id<Infographic>.New(), CentreId = centre };

    public InfographicWords In(string language) => JsonSerializer.Deserialize<InfographicWords>(language == "en" ? English : Indonesian) ?? InfographicWords.None;

    /// <summary>The languages that it may have words in.</summary>
    public static readonly IReadOnlyList<string> Tongues = ["id", "en"];

    /// <summary>The languages that it has words in.</summary>
    public IReadOnlyList<string> Languages => [.. Tongues.Where(language => !In(language).IsEmpty)];

    public void Say(InfographicTemplate template, InfographicWords indonesian, InfographicWords english, string link, Id<Person> editor, DateTimeOffset now) =>
        (Template, Indonesian, English, Link, EditorId, EditedAt) = (template, JsonSerializer.Serialize(indonesian), JsonSerializer.Serialize(english), link, editor, now);

    public static void Map(ModelBuilder builder) => builder.Entity<Infographic>(sheet =>
    {
        sheet.ToTable("publishing_infographic");
        sheet.Ignore(row => row.Languages);
        sheet.Property(row => row.Indonesian).HasMaxLength(WordsLength);
        sheet.Property(row => row.English).HasMaxLength(WordsLength);
        sheet.Property(row => row.Link).HasMaxLength(LinkLength);
        sheet.HasIndex(row => new { row.CentreId, row.EditedAt });
    });
}

[Migration("202611221520_publishing_infographics")]
internal sealed class InfographicSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_infographic", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            template = table.Column<string>(maxLength: 40),
            indonesian = table.Column<string>(maxLength: Infographic.WordsLength),
            english = table.Column<string>(maxLength: Infographic.WordsLength),
            link = table.Column<string>(maxLength: Infographic.LinkLength),
            editor_id = table.Column<Guid>(),
            edited_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_infographic", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_infographic_centre_id_edited_at", "publishing_infographic", ["centre_id", "edited_at"]);
    }
}
