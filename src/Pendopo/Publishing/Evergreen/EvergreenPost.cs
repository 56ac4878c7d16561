using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Evergreen;

/// <summary>A post that may be told again when a queue has a free hour.</summary>
internal sealed class EvergreenPost : IBelongsToCentre, IVersioned
{
    /// <summary>Days between two tellings: a reader who saw it does not see it again at once, and nothing rests for more than two years.</summary>
    public const int LeastRest = 7, MostRest = 730;

    private EvergreenPost()
    {
    }

    public Id<Post> PostId { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<PostingQueue> QueueId { get; private set; }
    public int RestDays { get; private set; }
    /// <summary>The day by which somebody looks at it again; after it, it is told no more until somebody did.</summary>
    public DateOnly CheckBy { get; private set; }
    public int Version { get; set; }

    public static EvergreenPost Of(Post post) => new() { PostId = post.Id, CentreId = post.CentreId };

    public void Say(Id<PostingQueue> queue, int restDays, DateOnly checkBy) => (QueueId, RestDays, CheckBy) = (queue, restDays, checkBy);

    /// <summary>Whether it may be told on a day: it rested long enough since the last time it was, or will be, told, and its check is not past.</summary>
    public bool MayBeToldOn(DateOnly day, DateOnly? last) => day <= CheckBy && (last is null || day.DayNumber - last.Value.DayNumber >= RestDays);

    public static void Map(ModelBuilder builder) => builder.Entity<EvergreenPost>(post =>
    {
        post.ToTable("publishing_evergreen");
        post.HasKey(row => row.PostId);
        post.HasIndex(row => row.QueueId);
    });
}

[Migration("202611221215_publishing_evergreen")]
internal sealed class EvergreenSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_evergreen", table => new
        {
            post_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            queue_id = table.Column<Guid>(),
            rest_days = table.Column<int>(),
            check_by = table.Column<DateOnly>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_evergreen", row => row.post_id));
        migrationBuilder.CreateIndex("ix_publishing_evergreen_queue_id", "publishing_evergreen", "queue_id");
        migrationBuilder.AddColumn<int>("telling", "publishing_publication", nullable: true);
        migrationBuilder.DropIndex("ix_publishing_publication_post_id_channel_id", "publishing_publication");
        migrationBuilder.CreateIndex("ix_publishing_publication_post_id_channel_id", "publishing_publication", ["post_id", "channel_id"], unique: true, filter: "telling IS NULL");
        migrationBuilder.CreateIndex("ix_publishing_publication_post_id", "publishing_publication", "post_id");
        migrationBuilder.CreateIndex("ix_publishing_publication_post_id_channel_id_telling", "publishing_publication", ["post_id", "channel_id", "telling"], unique: true, filter: "telling IS NOT NULL");
    }
}
