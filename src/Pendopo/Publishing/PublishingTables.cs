using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Publishing.Audiences;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Hints;
using Pendopo.Publishing.Evergreen;
using Pendopo.Publishing.Hold;
using Pendopo.Publishing.Imports;
using Pendopo.Publishing.Facts;
using Pendopo.Publishing.Infographics;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Links;
using Pendopo.Publishing.Pages;
using Pendopo.Publishing.Polls;
using Pendopo.Publishing.Pool;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Site;
using Pendopo.Publishing.Team;
using Pendopo.Publishing.Variants;
using Pendopo.Publishing.Versions;
using Pendopo.Publishing.Views;
using Pendopo.Publishing.Walls;

namespace Pendopo.Publishing;

internal static class PublishingTables
{
    public static void Map(ModelBuilder builder)
    {
        Writing(builder);
        Sending(builder);
        Site(builder);
        HousePageTable.Map(builder);
        CalendarSetup.Map(builder);
        CampaignSetup.Map(builder);
        LibraryItem.Map(builder);
        TeamSetup.Map(builder);
        HoldSetup.Map(builder);
        WallsSetup.Map(builder);
        GlossaryWord.Map(builder);
        Import.Map(builder);
        PostVersion.Map(builder);
        EvergreenPost.Map(builder);
        PoolEntry.Map(builder);
        ShortLink.Map(builder);
        Guests.GuestSchema.Map(builder);
        Checklists.Checklist.Map(builder);
        Pictures.PictureCheck.Map(builder);
        Handles.Handle.Map(builder);
        FactDate.Map(builder);
        Ballot.Map(builder);
        Audience.Map(builder);
        Infographic.Map(builder);
    }

    private static void Writing(ModelBuilder builder)
    {
        builder.Entity<Post>(post =>
        {
            post.ToTable("publishing_post");
            post.Ignore(row => row.Words);
            post.Property(row => row.Title).HasMaxLength(PostWords.TitleLength);
            post.Property(row => row.Summary).HasMaxLength(PostWords.SummaryLength);
            post.Property(row => row.Topic).HasMaxLength(PostWords.TopicLength);
            post.Property(row => row.Language).HasMaxLength(PostWords.LanguageLength);
            post.Property(row => row.Sources).HasMaxLength(PostWords.SourcesLength);
            post.Property(row => row.Slug).HasMaxLength(100);
            post.Property(row => row.RecallReason).HasMaxLength(300);
            post.Property(row => row.CreationKey).HasMaxLength(100);
            post.HasIndex(row => new { row.CentreId, row.EditedAt, row.Id });
            // The work in hand: a fraction of an archive, looked at on every visit to the desk.
            post.HasIndex(row => new { row.CentreId, row.EditedAt, row.Review }).HasFilter("review <> 'Approved'");
            post.HasIndex(row => new { row.CentreId, row.Slug }).IsUnique();
            post.HasIndex(row => new { row.AuthorId, row.CreationKey }).IsUnique();
        });
        builder.Entity<Revision>(revision =>
        {
            revision.ToTable("publishing_revision");
            revision.Ignore(row => row.Words);
            revision.Property(row => row.Title).HasMaxLength(PostWords.TitleLength);
            revision.Property(row => row.Summary).HasMaxLength(PostWords.SummaryLength);
            revision.Property(row => row.Topic).HasMaxLength(PostWords.TopicLength);
            revision.Property(row => row.Language).HasMaxLength(PostWords.LanguageLength);
            revision.Property(row => row.Sources).HasMaxLength(PostWords.SourcesLength);
            revision.HasIndex(row => new { row.PostId, row.Number }).IsUnique();
        });
        builder.Entity<Deed>(deed =>
        {
            deed.ToTable("publishing_deed");
            deed.Property(row => row.Comment).HasMaxLength(Deed.CommentLength);
            deed.HasIndex(row => row.PostId);
        });
    }

    private static void Sending(ModelBuilder builder)
    {
        builder.Entity<Variant>(variant =>
        {
            variant.ToTable("publishing_variant");
            variant.Property(row => row.Text).HasMaxLength(Variant.TextLength);
            variant.Property(row => row.ApprovedText).HasMaxLength(Variant.TextLength);
            variant.Property(row => row.Placement).HasDefaultValue(Placement.Post);
            variant.Property(row => row.ApprovedPlacement).HasDefaultValue(Placement.Post);
            variant.Ignore(row => row.IsUsual);
            variant.HasIndex(row => new { row.PostId, row.ChannelId }).IsUnique();
        });
        builder.Entity<Publication>(publication =>
        {
            publication.ToTable("publishing_publication");
            publication.Property(row => row.Network).HasMaxLength(40);
            publication.Property(row => row.RemoteId).HasMaxLength(500);
            publication.Property(row => row.RemoteUrl).HasMaxLength(1000);
            publication.Property(row => row.RemoteVersion).HasMaxLength(200);
            publication.Property(row => row.TroubleCode).HasMaxLength(40);
            publication.Property(row => row.TroubleReason).HasMaxLength(500);
            publication.Ignore(row => row.Remote);
            publication.HasIndex(row => new { row.PostId, row.ChannelId }).IsUnique().HasFilter("telling IS NULL");
            publication.HasIndex(row => row.PostId);
            publication.HasIndex(row => new { row.PostId, row.ChannelId, row.Telling }).IsUnique().HasFilter("telling IS NOT NULL");
            publication.HasIndex(row => new { row.ChannelId, row.RemoteId });
            publication.HasIndex(row => row.RunAt);
            publication.HasIndex(row => new { row.CentreId, row.State, row.SentAt });
            publication.HasIndex(row => new { row.CentreId, row.SentAt, row.DueAt });
            publication.HasIndex(row => new { row.CentreId, row.NeedsPerson }).HasFilter("needs_person");
        });
    }

    private static void Site(ModelBuilder builder)
    {
        builder.Entity<SitePage>(page =>
        {
            page.ToTable("publishing_page");
            page.Property(row => row.ShowsPersons).HasDefaultValue(false);
            page.Property(row => row.Slug).HasMaxLength(100);
            page.Property(row => row.Title).HasMaxLength(PostWords.TitleLength);
            page.Property(row => row.Summary).HasMaxLength(PostWords.SummaryLength);
            page.Property(row => row.Topic).HasMaxLength(PostWords.TopicLength);
            page.Property(row => row.TopicSlug).HasMaxLength(100);
            page.Property(row => row.Language).HasMaxLength(PostWords.LanguageLength);
            page.Property(row => row.Sources).HasMaxLength(PostWords.SourcesLength);
            page.Property(row => row.Reviewer).HasMaxLength(260);
            page.Property(row => row.RecallReason).HasMaxLength(300);
            page.HasIndex(row => row.GroupId).HasFilter("group_id IS NOT NULL");
            page.HasIndex(row => new { row.CentreId, row.Slug }).IsUnique();
            page.HasIndex(row => new { row.CentreId, row.PublishedAt, row.Id });
            page.HasIndex(row => new { row.CentreId, row.TopicSlug, row.PublishedAt, row.Id });
            page.HasIndex(row => new { row.CentreId, row.PublishedAt, row.FeedAt }).HasFilter("feed_at IS NOT NULL");
            page.HasIndex(row => new { row.CentreId, row.TopicSlug, row.PublishedAt, row.Id }, "ix_publishing_page_topic_feed").HasFilter("feed_at IS NOT NULL");
        });
        builder.Entity<ViewCount>(count =>
        {
            count.ToTable("publishing_view");
            count.HasKey(row => new { row.PostId, row.Day });
            count.HasIndex(row => new { row.CentreId, row.Day });
        });
    }
}
