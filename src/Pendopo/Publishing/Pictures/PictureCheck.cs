using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Pictures;

/// <summary>What a person looks for in a picture that no program could read.</summary>
internal enum PictureLine
{
    /// <summary>No face of somebody who did not consent.</summary>
    Faces,
    /// <summary>No queue slip, prescription or identity card.</summary>
    Papers,
    /// <summary>No screen or paper with names in the background.</summary>
    Background,
    /// <summary>No place or number that singles somebody out.</summary>
    Place,
}

/// <summary>Somebody's word that they looked at the pictures of one revision, at all four lines of <see cref="PictureLine"/>.</summary>
internal sealed class PictureCheck : IBelongsToCentre
{
    private PictureCheck()
    {
    }

    public Id<Post> PostId { get; private set; }
    public int Revision { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    public DateTimeOffset CheckedAt { get; private set; }

    public static PictureCheck Of(Post post, Id<Person> by, DateTimeOffset now) =>
        new() { PostId = post.Id, Revision = post.Revision, CentreId = post.CentreId, PersonId = by, CheckedAt = now };

    public static void Map(ModelBuilder builder) => builder.Entity<PictureCheck>(check =>
    {
        check.ToTable("publishing_picture_check");
        check.HasKey(row => new { row.PostId, row.Revision });
    });
}

/// <summary>The table of what people saw with their own eyes.</summary>
[Migration("202611221850_publishing_picture_checks")]
internal sealed class PictureCheckSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("publishing_picture_check", table => new
        {
            post_id = table.Column<Guid>(),
            revision = table.Column<int>(),
            centre_id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            checked_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_picture_check", row => new { row.post_id, row.revision }));
}
