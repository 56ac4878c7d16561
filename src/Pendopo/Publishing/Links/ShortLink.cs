using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Links;

/// <summary>A short address of the centre's own that leads somewhere and counts how often.</summary>
internal sealed class ShortLink : IBelongsToCentre, IVersioned
{
    public const int NameLength = 120, TargetLength = 1_000, CodeLength = 7;

    // Without letters and digits that are taken for one another when they are read from paper.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private ShortLink()
    {
    }

    public Id<ShortLink> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>What stands behind `/s/`; never given twice.</summary>
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Target { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public static ShortLink Of(Id<Centre> centre, string name, string target, DateTimeOffset now) => new()
    {
        Id = Id<ShortLink>.New(),
        CentreId = centre,
        Code = System.Security.Cryptography.RandomNumberGenerator.GetString(Letters, CodeLength),
        Name = name,
        Target = target,
        CreatedAt = now,
    };

    public static bool IsCode(string text) => text.Length == CodeLength && text.All(Letters.Contains);

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ShortLink>(link =>
        {
            link.ToTable("publishing_link");
            link.Property(row => row.Code).HasMaxLength(CodeLength);
            link.Property(row => row.Name).HasMaxLength(NameLength);
            link.Property(row => row.Target).HasMaxLength(TargetLength);
            link.HasIndex(row => row.Code).IsUnique();
            link.HasIndex(row => new { row.CentreId, row.CreatedAt });
        });
        builder.Entity<LinkClicks>(clicks =>
        {
            clicks.ToTable("publishing_link_click");
            clicks.HasKey(row => new { row.LinkId, row.Day });
        });
    }
}

/// <summary>How often a link was followed on a day by the centre's clock. Nothing is kept of who did.</summary>
internal sealed class LinkClicks : IBelongsToCentre
{
    private LinkClicks()
    {
    }

    public Id<ShortLink> LinkId { get; private set; }
    public DateOnly Day { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public int Clicks { get; private set; }

    public static LinkClicks Of(Id<ShortLink> link, Id<Centre> centre, DateOnly day, int clicks) => new() { LinkId = link, CentreId = centre, Day = day, Clicks = clicks };
}

[Migration("202611221230_publishing_links")]
internal sealed class LinkSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_link", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            code = table.Column<string>(maxLength: ShortLink.CodeLength),
            name = table.Column<string>(maxLength: ShortLink.NameLength),
            target = table.Column<string>(maxLength: ShortLink.TargetLength),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_link", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_link_code", "publishing_link", "code", unique: true);
        migrationBuilder.CreateIndex("ix_publishing_link_centre_id_created_at", "publishing_link", ["centre_id", "created_at"]);
        migrationBuilder.CreateTable("publishing_link_click", table => new
        {
            link_id = table.Column<Guid>(),
            day = table.Column<DateOnly>(),
            centre_id = table.Column<Guid>(),
            clicks = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_link_click", row => new { row.link_id, row.day }));
    }
}
