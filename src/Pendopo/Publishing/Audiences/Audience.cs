using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Audiences;

/// <summary>By what an audience is told from others.</summary>
public enum AudienceKind
{
    Age,
    Interest,
    Language,
    /// <summary>How easily they read about health.</summary>
    Literacy,
    Village,
    /// <summary>Those who care for somebody.</summary>
    Caregivers,
    Colleagues,
}

/// <summary>People whom a centre speaks to, named by its officers. No person is ever put into one: it says whom a text is written for, and nothing about a reader.</summary>
public sealed class Audience : IBelongsToCentre, IVersioned
{
    public const int NameLength = 80, NoteLength = 300, Most = 60;

    private Audience()
    {
    }

    public Id<Audience> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public AudienceKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>How one speaks to them: what they know, where they look, what to avoid. May be empty.</summary>
    public string Note { get; private set; } = "";
    public int Version { get; set; }

    internal static Audience Of(Id<Centre> centre) => new() { Id = Id<Audience>.New(), CentreId = centre };

    internal void Say(AudienceKind kind, string name, string note) => (Kind, Name, Note) = (kind, name, note);

    internal static void Map(ModelBuilder builder)
    {
        builder.Entity<Audience>(audience =>
        {
            audience.ToTable("publishing_audience");
            audience.Property(row => row.Name).HasMaxLength(NameLength);
            audience.Property(row => row.Note).HasMaxLength(NoteLength);
            audience.HasIndex(row => new { row.CentreId, row.Name }).IsUnique();
        });
        builder.Entity<PostAudience>(member =>
        {
            member.ToTable("publishing_post_audience");
            member.HasKey(row => new { row.PostId, row.AudienceId });
            member.HasIndex(row => row.AudienceId);
        });
    }
}

/// <summary>That a post is for an audience.</summary>
internal sealed class PostAudience : IBelongsToCentre
{
    private PostAudience()
    {
    }

    public Id<Post> PostId { get; private set; }
    public Id<Audience> AudienceId { get; private set; }
    public Id<Centre> CentreId { get; private set; }

    public static PostAudience Of(Post post, Id<Audience> audience) => new() { PostId = post.Id, AudienceId = audience, CentreId = post.CentreId };
}

[Migration("202611221540_publishing_audiences")]
internal sealed class AudienceSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_audience", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            name = table.Column<string>(maxLength: Audience.NameLength),
            note = table.Column<string>(maxLength: Audience.NoteLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_audience", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_audience_centre_id_name", "publishing_audience", ["centre_id", "name"], unique: true);
        migrationBuilder.CreateTable("publishing_post_audience", table => new
        {
            post_id = table.Column<Guid>(),
            audience_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_post_audience", row => new { row.post_id, row.audience_id }));
        migrationBuilder.CreateIndex("ix_publishing_post_audience_audience_id", "publishing_post_audience", "audience_id");
    }
}
