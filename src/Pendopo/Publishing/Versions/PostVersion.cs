using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Versions;

/// <summary>A post that says the same as others in another language, or in easier words. Together they are one to their readers; each is written, approved and sent by itself.</summary>
internal sealed class PostVersion : IBelongsToCentre
{
    private PostVersion()
    {
    }

    public Id<Post> PostId { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>The id of the post that was there first: shared by all its versions, also by itself.</summary>
    public Guid GroupId { get; private set; }
    /// <summary>Written in easier words than the others of its language.</summary>
    public bool Easy { get; private set; }

    public static PostVersion Of(Post post, Guid group, bool easy) => new() { PostId = post.Id, CentreId = post.CentreId, GroupId = group, Easy = easy };

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<PostVersion>(version =>
        {
            version.ToTable("publishing_version");
            version.HasKey(row => row.PostId);
            version.HasIndex(row => row.GroupId);
        });
        builder.Entity<ChannelLanguage>(language =>
        {
            language.ToTable("publishing_channel_language");
            language.HasKey(row => row.ChannelId);
            language.Property(row => row.Language).HasMaxLength(PostWords.LanguageLength);
        });
    }
}

/// <summary>The language that the readers of a channel read: of a post with versions it gets the one in it.</summary>
internal sealed class ChannelLanguage : IBelongsToCentre
{
    private ChannelLanguage()
    {
    }

    public Id<Channel> ChannelId { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Language { get; private set; } = "";

    public static ChannelLanguage Of(Channel channel, string language) => new() { ChannelId = channel.Id, CentreId = channel.CentreId, Language = language };

    public void Say(string language) => Language = language;
}

[Migration("202611221205_publishing_versions")]
internal sealed class VersionSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_version", table => new
        {
            post_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            group_id = table.Column<Guid>(),
            easy = table.Column<bool>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_version", row => row.post_id));
        migrationBuilder.CreateIndex("ix_publishing_version_group_id", "publishing_version", "group_id");
        migrationBuilder.CreateTable("publishing_channel_language", table => new
        {
            channel_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            language = table.Column<string>(maxLength: PostWords.LanguageLength),
        }, constraints: table => table.PrimaryKey("pk_publishing_channel_language", row => row.channel_id));
        migrationBuilder.AddColumn<Guid>("group_id", "publishing_page", nullable: true);
        migrationBuilder.AddColumn<bool>("easy", "publishing_page", nullable: true);
        migrationBuilder.CreateIndex("ix_publishing_page_group_id", "publishing_page", "group_id", filter: "group_id IS NOT NULL");
    }
}
