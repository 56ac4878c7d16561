using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Push;

internal static class PushTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<PushSubscription>(subscription =>
        {
            subscription.ToTable("channels_push_subscription");
            subscription.Property(row => row.Mark).HasMaxLength(PushSubscription.MarkLength);
            subscription.Property(row => row.Host).HasMaxLength(PushSubscription.HostLength);
            subscription.Property(row => row.Sealed).HasMaxLength(PushSubscription.SealedLength);
            subscription.Property(row => row.Failures).HasDefaultValue(0);
            subscription.HasIndex(row => new { row.ChannelId, row.Mark }).IsUnique();
            subscription.HasIndex(row => row.Mark);
        });
        builder.Entity<PushNotice>(notice =>
        {
            notice.ToTable("channels_push_notice");
            notice.Ignore(row => row.RemoteId);
            notice.Property(row => row.Title).HasMaxLength(PushNotice.TitleLength);
            notice.Property(row => row.Words).HasMaxLength(PushNotice.WordsLength);
            notice.Property(row => row.Url).HasMaxLength(Border.IdLength);
            notice.Property(row => row.Language).HasMaxLength(Border.LanguageLength);
            notice.Property(row => row.Shown).HasDefaultValue(0);
            notice.HasIndex(row => row.Key).IsUnique();
            notice.HasIndex(row => new { row.CentreId, row.MadeAt });
        });
        builder.Entity<PushCopy>(copy =>
        {
            copy.ToTable("channels_push_copy");
            copy.HasIndex(row => new { row.NoticeId, row.SubscriptionId }).IsUnique();
            copy.HasIndex(row => new { row.NoticeId, row.State, row.Id });
        });
    }
}

[Migration("202611230326_channels_push")]
internal sealed class PushSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("channels_push_subscription", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            mark = table.Column<string>(maxLength: PushSubscription.MarkLength),
            host = table.Column<string>(maxLength: PushSubscription.HostLength),
            @sealed = table.Column<string>(maxLength: PushSubscription.SealedLength),
            made_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_channels_push_subscription", row => row.id));
        migrationBuilder.CreateIndex("ix_channels_push_subscription_channel_id_mark", "channels_push_subscription", ["channel_id", "mark"], unique: true);
        migrationBuilder.CreateTable("channels_push_notice", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            key = table.Column<Guid>(),
            title = table.Column<string>(maxLength: PushNotice.TitleLength),
            words = table.Column<string>(maxLength: PushNotice.WordsLength),
            url = table.Column<string>(maxLength: Border.IdLength),
            language = table.Column<string>(maxLength: Border.LanguageLength),
            state = table.Column<string>(maxLength: 40),
            filled = table.Column<bool>(),
            made_at = Instant(table),
            ended_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_push_notice", row => row.id));
        migrationBuilder.CreateIndex("ix_channels_push_notice_key", "channels_push_notice", "key", unique: true);
        migrationBuilder.CreateIndex("ix_channels_push_notice_centre_id_made_at", "channels_push_notice", ["centre_id", "made_at"]);
        migrationBuilder.CreateTable("channels_push_copy", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            notice_id = table.Column<Guid>(),
            subscription_id = table.Column<Guid>(),
            state = table.Column<string>(maxLength: 40),
            attempts = table.Column<int>(),
            run_at = Instant(table),
            settled_at = Instant(table, nullable: true),
        }, constraints: table => table.PrimaryKey("pk_channels_push_copy", row => row.id));
        migrationBuilder.CreateIndex("ix_channels_push_copy_notice_id_subscription_id", "channels_push_copy", ["notice_id", "subscription_id"], unique: true);
        migrationBuilder.CreateIndex("ix_channels_push_copy_notice_id_state_id", "channels_push_copy", ["notice_id", "state", "id"]);
    }
}

/// <summary>What it takes to let browsers go that are silent for good, and to clear the ledger.</summary>
[Migration("202611230751_channels_push_silent")]
internal sealed class PushSilentSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("failures", "channels_push_subscription", nullable: false, defaultValue: 0);
        AddInstant(migrationBuilder, "channels_push_subscription", "failing_since");
        migrationBuilder.CreateIndex("ix_channels_push_subscription_mark", "channels_push_subscription", "mark");
        migrationBuilder.AddColumn<int>("shown", "channels_push_notice", nullable: false, defaultValue: 0);
    }
}
