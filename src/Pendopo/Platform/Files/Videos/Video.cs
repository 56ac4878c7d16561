using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Platform.Files.Videos;

/// <summary>How far a video is on its way from a phone to a page.</summary>
public enum VideoState
{
    /// <summary>Its pieces are coming.</summary>
    Arriving,
    /// <summary>Whole; the copies for pages are not begun.</summary>
    Waiting,
    /// <summary>The copies are being made.</summary>
    Working,
    /// <summary>The copies are there, and the original is gone.</summary>
    Ready,
    /// <summary>No copies could be made; the original is kept, for the staff alone.</summary>
    Failed,
    /// <summary>ffmpeg is not on this machine; the original is kept, for the staff alone.</summary>
    NoProgram,
}

/// <summary>A video that somebody brings. What they brought is never shown to readers: the copies made of it are, without its metadata.</summary>
public sealed class Video : IBelongsToCentre, IVersioned
{
    private Video()
    {
    }

    public Id<Video> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Person> OwnerId { get; private set; }
    /// <summary>128 random bits in hexadecimal: the name of what was brought on disk.</summary>
    public string Name { get; private set; } = "";
    /// <summary>Bytes of the whole, as told at the beginning.</summary>
    public long Size { get; private set; }
    /// <summary>Bytes that are safe on the disk; all before them too.</summary>
    public long Arrived { get; private set; }
    /// <summary>SHA-256 of the whole in lower-case hexadecimal, as told at the beginning; empty when it was not.</summary>
    public string Sha256 { get; private set; } = "";
    public VideoState State { get; private set; }
    /// <summary>How much of the copies is made, from 0 to 100.</summary>
    public int Percent { get; private set; }
    /// <summary>Why there are no copies, as the name of a text; null while nothing is wrong.</summary>
    public string? Fault { get; private set; }
    /// <summary>How long it runs; 0 before it is known.</summary>
    public int Seconds { get; private set; }
    public Id<StoredFile>? PosterId { get; private set; }
    /// <summary>H.264 of at most 240 lines.</summary>
    public Id<StoredFile>? SmallId { get; private set; }
    /// <summary>H.264 of at most 480 lines.</summary>
    public Id<StoredFile>? LargeId { get; private set; }
    /// <summary>VP9 of at most 480 lines; null where it would not be smaller than H.264.</summary>
    public Id<StoredFile>? WebId { get; private set; }
    /// <summary>Kinds of what the name told under which it was brought, separated by spaces. The name itself is not kept.</summary>
    public string NameKinds { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset TouchedAt { get; private set; }
    public int Version { get; set; }

    /// <summary>The files that readers may get, once it is ready.</summary>
    public IReadOnlyList<Id<StoredFile>> Files => [.. new[] { PosterId, SmallId, LargeId, WebId }.OfType<Id<StoredFile>>()];

    internal static Video Of(Id<Centre> centre, Id<Person> owner, long size, string sha256, DateTimeOffset now) => new()
    {
        Id = Id<Video>.New(),
        CentreId = centre,
        OwnerId = owner,
        Name = StoredFile.NewName(),
        Size = size,
        Sha256 = sha256,
        CreatedAt = now,
        TouchedAt = now,
    };

    /// <summary>Keeps what kinds of things its own name told.</summary>
    public void Named(IEnumerable<string> kinds) => NameKinds = string.Join(' ', kinds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    internal void Take(long arrived, DateTimeOffset now) => (Arrived, TouchedAt) = (arrived, now);

    internal void IsWhole(DateTimeOffset now) => (State, Percent, Fault, TouchedAt) = (VideoState.Waiting, 0, null, now);

    internal void Begin(DateTimeOffset now) => (State, Percent, TouchedAt) = (VideoState.Working, 0, now);

    internal void Fail(string fault, DateTimeOffset now) => (State, Fault, TouchedAt) = (VideoState.Failed, fault, now);

    internal void LacksProgram(DateTimeOffset now) => (State, TouchedAt) = (VideoState.NoProgram, now);

    internal void Made(VideoCopies copies, int seconds, DateTimeOffset now) =>
        (State, Percent, Fault, Seconds, PosterId, SmallId, LargeId, WebId, TouchedAt) =
        (VideoState.Ready, 100, null, seconds, copies.Poster.Id, copies.Small.Id, copies.Large.Id, copies.Web?.Id, now);
}

/// <summary>What was made of a video.</summary>
internal sealed record VideoCopies(StoredFile Poster, StoredFile Small, StoredFile Large, StoredFile? Web);

internal static class VideoTable
{
    public static void Map(ModelBuilder builder) => builder.Entity<Video>(video =>
    {
        video.ToTable("platform_video");
        video.Ignore(row => row.Files);
        video.Property(row => row.Name).HasMaxLength(32);
        video.Property(row => row.Sha256).HasMaxLength(64);
        video.Property(row => row.NameKinds).HasMaxLength(StoredFile.MaxNameKinds).HasDefaultValue("");
        video.Property(row => row.Fault).HasMaxLength(40);
        video.HasIndex(row => row.Name).IsUnique();
        video.HasIndex(row => new { row.CentreId, row.OwnerId, row.State });
        video.HasIndex(row => new { row.State, row.TouchedAt });
    });
}

[Migration("202611221556_platform_videos")]
internal sealed class VideoSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("platform_video", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            owner_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: 32),
            size = table.Column<long>(),
            arrived = table.Column<long>(),
            sha256 = table.Column<string>(maxLength: 64),
            state = table.Column<string>(maxLength: 40),
            percent = table.Column<int>(),
            fault = table.Column<string>(maxLength: 40, nullable: true),
            seconds = table.Column<int>(),
            poster_id = table.Column<Guid>(nullable: true),
            small_id = table.Column<Guid>(nullable: true),
            large_id = table.Column<Guid>(nullable: true),
            web_id = table.Column<Guid>(nullable: true),
            created_at = Instant(table),
            touched_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_platform_video", row => row.id));
        migrationBuilder.CreateIndex("ix_platform_video_name", "platform_video", "name", unique: true);
        migrationBuilder.CreateIndex("ix_platform_video_centre_id_owner_id_state", "platform_video", ["centre_id", "owner_id", "state"]);
        migrationBuilder.CreateIndex("ix_platform_video_state_touched_at", "platform_video", ["state", "touched_at"]);
    }
}

/// <summary>Beside a video: what its name told.</summary>
[Migration("202611222232_platform_video_names")]
internal sealed class VideoNamesSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("name_kinds", "platform_video", maxLength: StoredFile.MaxNameKinds, defaultValue: "");
}
