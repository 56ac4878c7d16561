using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Letters;

internal static class LetterTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Subscriber>(subscriber =>
        {
            subscriber.ToTable("channels_letter_subscriber");
            subscriber.Property(row => row.Email).HasMaxLength(Subscriber.EmailLength);
            subscriber.Property(row => row.Name).HasMaxLength(Subscriber.NameLength);
            subscriber.Property(row => row.Language).HasMaxLength(2);
            subscriber.Property(row => row.OnlyIn).HasMaxLength(2);
            subscriber.Property(row => row.SecretHash).HasMaxLength(64);
            subscriber.Property(row => row.SecretSealed).HasMaxLength(1000);
            subscriber.Property(row => row.Proof).HasMaxLength(Subscriber.ProofLength);
            subscriber.HasIndex(row => new { row.CentreId, row.Email }).IsUnique();
            subscriber.HasIndex(row => row.SecretHash).IsUnique();
        });
        builder.Entity<Subscription>(subscription =>
        {
            subscription.ToTable("channels_letter_subscription");
            subscription.HasKey(row => new { row.SubscriberId, row.ChannelId });
            subscription.HasIndex(row => new { row.ChannelId, row.SubscriberId });
        });
        builder.Entity<Issue>(issue =>
        {
            issue.ToTable("channels_letter_issue");
            issue.Ignore(row => row.RemoteId);
            issue.Property(row => row.Subject).HasMaxLength(Issue.SubjectLength);
            issue.Property(row => row.Url).HasMaxLength(Border.IdLength);
            issue.Property(row => row.Language).HasMaxLength(Border.LanguageLength);
            issue.Property(row => row.Trouble).HasMaxLength(Border.ReasonLength);
            issue.HasIndex(row => row.Key).IsUnique();
            issue.HasIndex(row => new { row.CentreId, row.MadeAt });
        });
        builder.Entity<IssueCopy>(copy =>
        {
            copy.ToTable("channels_letter_copy");
            copy.Property(row => row.Reason).HasMaxLength(IssueCopy.ReasonLength);
            copy.HasIndex(row => new { row.IssueId, row.SubscriberId }).IsUnique();
            copy.HasIndex(row => new { row.IssueId, row.State, row.Id });
            copy.HasIndex(row => row.SubscriberId);
        });
    }
}

[Migration("202611222235_channels_letters")]
internal sealed class LetterSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Readers(migrationBuilder);
        migrationBuilder.CreateTable("channels_letter_issue", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            key = table.Column<Guid>(),
            subject = table.Column<string>(maxLength: Issue.SubjectLength),
            text = table.Column<string>(),
            html = table.Column<string>(),
            url = table.Column<string>(maxLength: Border.IdLength),
            language = table.Column<string>(maxLength: Border.LanguageLength),
            state = table.Column<string>(maxLength: 40),
            made_at = Instant(table),
            filled = table.Column<bool>(),
            ended_at = Instant(table, nullable: true),
            trouble = table.Column<string>(maxLength: Border.ReasonLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_letter_issue", row => row.id));
        migrationBuilder.CreateIndex("ix_channels_letter_issue_key", "channels_letter_issue", "key", unique: true);
        migrationBuilder.CreateIndex("ix_channels_letter_issue_centre_id_made_at", "channels_letter_issue", ["centre_id", "made_at"]);
        migrationBuilder.CreateTable("channels_letter_copy", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            issue_id = table.Column<Guid>(),
            subscriber_id = table.Column<Guid>(),
            state = table.Column<string>(maxLength: 40),
            attempts = table.Column<int>(),
            run_at = Instant(table),
            claim = table.Column<Guid>(nullable: true),
            intended_at = Instant(table, nullable: true),
            settled_at = Instant(table, nullable: true),
            reason = table.Column<string>(maxLength: IssueCopy.ReasonLength),
        }, constraints: table => table.PrimaryKey("pk_channels_letter_copy", row => row.id));
        migrationBuilder.CreateIndex("ix_channels_letter_copy_issue_id_subscriber_id", "channels_letter_copy", ["issue_id", "subscriber_id"], unique: true);
        migrationBuilder.CreateIndex("ix_channels_letter_copy_issue_id_state_id", "channels_letter_copy", ["issue_id", "state", "id"]);
        migrationBuilder.CreateIndex("ix_channels_letter_copy_subscriber_id", "channels_letter_copy", "subscriber_id");
    }

    private void Readers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("channels_letter_subscriber", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            email = table.Column<string>(maxLength: Subscriber.EmailLength),
            name = table.Column<string>(maxLength: Subscriber.NameLength),
            language = table.Column<string>(maxLength: 2),
            only_in = table.Column<string>(maxLength: 2, nullable: true),
            state = table.Column<string>(maxLength: 40),
            secret_hash = table.Column<string>(maxLength: 64),
            secret_sealed = table.Column<string>(maxLength: 1000),
            asked_at = Instant(table),
            confirmed_at = Instant(table, nullable: true),
            ended_at = Instant(table, nullable: true),
            ending = table.Column<string>(maxLength: 40, nullable: true),
            soft_bounces = table.Column<int>(),
            bounced_at = Instant(table, nullable: true),
            proof = table.Column<string>(maxLength: Subscriber.ProofLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_letter_subscriber", row => row.id));
        migrationBuilder.CreateIndex("ix_channels_letter_subscriber_centre_id_email", "channels_letter_subscriber", ["centre_id", "email"], unique: true);
        migrationBuilder.CreateIndex("ix_channels_letter_subscriber_secret_hash", "channels_letter_subscriber", "secret_hash", unique: true);
        migrationBuilder.CreateTable("channels_letter_subscription", table => new
        {
            subscriber_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("pk_channels_letter_subscription", row => new { row.subscriber_id, row.channel_id }));
        migrationBuilder.CreateIndex("ix_channels_letter_subscription_channel_id_subscriber_id", "channels_letter_subscription", ["channel_id", "subscriber_id"]);
    }
}
