using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Groups;
using Pendopo.Community.Held;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.Messages;
using Pendopo.Community.News;
using Pendopo.Community.Polls;
using Pendopo.Community.Questions;
using Pendopo.Community.Reports;
using Pendopo.Community.Search;
using Pendopo.Community.Silence;
using Pendopo.Community.Talk;
using Pendopo.Community.Trust;
using Pendopo.Community.Worries;
using Pendopo.Platform.Data;

namespace Pendopo.Community;

/// <summary>The tables of the square.</summary>
internal static class CommunityTables
{
    public static void Map(ModelBuilder builder)
    {
        MapMembers(builder);
        MapGroups(builder);
        MapTalk(builder);
        Report.Map(builder);
        Licence.Map(builder);
        QuestionSchema.Map(builder);
        WorryTables.Map(builder);
        Rumours.Rumour.Map(builder);
        NewsSchema.Map(builder);
        NewsPhoneSchema.Map(builder);
        SearchSchema.Map(builder);
        SquarePollSchema.Map(builder);
        MessageSchema.Map(builder);
        TrustSchema.Map(builder);
        HeldSchema.Map(builder);
    }

    private static void MapMembers(ModelBuilder builder)
    {
        builder.Entity<Member>(member =>
        {
            member.ToTable("community_member");
            member.Ignore(row => row.IsMinor);
            member.Ignore(row => row.TopicList);
            member.Ignore(row => row.Visits);
            member.Property(row => row.DaysRead).HasDefaultValue(0);
            member.Property(row => row.RecentDays).HasDefaultValue(0L);
            member.Property(row => row.MessagesOff).HasDefaultValue(false);
            member.Property(row => row.Topics).HasMaxLength(Member.TopicsLength);
            member.Property(row => row.Guardian).HasMaxLength(Member.GuardianLength);
            member.HasIndex(row => new { row.CentreId, row.PersonId }).IsUnique();
        });
        builder.Entity<Face>(face =>
        {
            face.ToTable("community_face");
            face.Property(row => row.Handle).HasMaxLength(Face.HandleLength);
            face.Property(row => row.Name).HasMaxLength(Face.NameLength);
            face.HasIndex(row => row.Handle).IsUnique();
            face.HasIndex(row => row.MemberId);
        });
        builder.Entity<Entrance>(entrance =>
        {
            entrance.ToTable("community_entrance");
            entrance.Ignore(row => row.IsShut);
            entrance.Property(row => row.Contact).HasMaxLength(Entrance.ContactLength);
            entrance.Property(row => row.SecretSealed).HasMaxLength(Entrance.SealLength);
            entrance.Property(row => row.RecoveryHash).HasMaxLength(64);
            entrance.HasIndex(row => row.Contact);
            entrance.HasIndex(row => row.PersonId).IsUnique();
            entrance.HasIndex(row => row.RecoveryHash).IsUnique();
        });
        builder.Entity<JoinCard>(card =>
        {
            card.ToTable("community_card");
            card.Property(row => row.Name).HasMaxLength(JoinCard.NameLength);
            card.Property(row => row.Contact).HasMaxLength(Entrance.ContactLength);
            card.Property(row => row.Guardian).HasMaxLength(Member.GuardianLength);
            card.Property(row => row.SecretHash).HasMaxLength(64);
            card.Property(row => row.SecretSealed).HasMaxLength(JoinCard.SealLength);
            card.HasIndex(row => row.SecretHash).IsUnique();
            card.HasIndex(row => new { row.CentreId, row.Id });
        });
        builder.Entity<SquareRules>(rules =>
        {
            rules.ToTable("community_rules");
            rules.Property(row => row.AdultAge).HasDefaultValue(SquareRules.UsualAge);
            rules.Property(row => row.AnswerHours).HasDefaultValue(SquareRules.UsualHours);
            rules.Ignore(row => row.Quiet);
            rules.Property(row => row.QuietFrom).HasDefaultValue(SquareRules.UsualQuietFrom).HasSentinel(SquareRules.UsualQuietFrom);
            rules.Property(row => row.QuietUntil).HasDefaultValue(SquareRules.UsualQuietUntil).HasSentinel(SquareRules.UsualQuietUntil);
            rules.HasIndex(row => row.CentreId).IsUnique();
        });
    }

    private static void MapGroups(ModelBuilder builder)
    {
        builder.Entity<Group>(group =>
        {
            group.ToTable("community_group");
            group.Property(row => row.HoldsFirst).HasDefaultValue(false);
            group.Property(row => row.Name).HasMaxLength(Group.NameLength);
            group.Property(row => row.About).HasMaxLength(Group.AboutLength);
            group.Property(row => row.Rules).HasMaxLength(Group.RulesLength);
            group.Property(row => row.Topic).HasMaxLength(Group.TopicLength);
            group.Property(row => row.InviteHash).HasMaxLength(64);
            group.Property(row => row.InviteSealed).HasMaxLength(Group.SealLength);
            group.HasIndex(row => row.InviteHash).IsUnique();
            group.HasIndex(row => new { row.CentreId, row.Name });
        });
        builder.Entity<Belonging>(belonging =>
        {
            belonging.ToTable("community_belonging");
            belonging.Property(row => row.IsQuiet).HasDefaultValue(false);
            belonging.Property(row => row.IsSilent).HasDefaultValue(false);
            belonging.HasIndex(row => new { row.MemberId, row.GroupId }).IsUnique();
            belonging.HasIndex(row => new { row.GroupId, row.State, row.FaceId });
        });
        builder.Entity<Silenced>(silenced =>
        {
            silenced.ToTable("community_silenced");
            silenced.HasIndex(row => new { row.MemberId, row.FaceId }).IsUnique();
        });
    }

    private static void MapTalk(ModelBuilder builder)
    {
        builder.Entity<Said>(said =>
        {
            said.ToTable("community_said");
            said.Property(row => row.IsAsked).HasDefaultValue(false);
            said.Property(row => row.HiddenFor).HasConversion<int>().HasDefaultValue(Hiding.None);
            said.Property(row => row.Topic).HasMaxLength(Said.TopicLength);
            said.Property(row => row.Text).HasMaxLength(Said.TextLength);
            said.Property(row => row.Line).HasMaxLength(Said.LineLength);
            // A feed is read in its order, a group's in its own, a thread by its post.
            said.HasIndex(row => new { row.CentreId, row.At, row.Id }).HasFilter("root_id IS NULL AND gone_at IS NULL");
            said.HasIndex(row => new { row.GroupId, row.At, row.Id }).HasFilter("root_id IS NULL AND gone_at IS NULL");
            said.HasIndex(row => new { row.RootId, row.At });
            said.HasIndex(row => new { row.FaceId, row.At });
            said.HasIndex(row => new { row.FaceId, row.Key }).IsUnique();
        });
        builder.Entity<SaidPicture>(picture =>
        {
            picture.ToTable("community_picture");
            picture.HasIndex(row => row.SaidId);
            picture.HasIndex(row => row.FileId).IsUnique();
        });
        builder.Entity<SaidDraft>(draft =>
        {
            draft.ToTable("community_draft");
            draft.Property(row => row.Spot).HasMaxLength(SaidDraft.SpotLength);
            draft.Property(row => row.Text).HasMaxLength(Said.TextLength);
            draft.HasIndex(row => new { row.MemberId, row.Spot }).IsUnique();
        });
    }
}

/// <summary>Members and how they get in; groups; what is said.</summary>
[Migration("202611230812_community_square")]
internal sealed class CommunitySchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Members(migrationBuilder);
        Doors(migrationBuilder);
        Groups(migrationBuilder);
        Talk(migrationBuilder);
    }

    private void Members(MigrationBuilder migration)
    {
        migration.CreateTable("community_member", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            village_id = table.Column<Guid>(nullable: true),
            topics = table.Column<string>(maxLength: Member.TopicsLength),
            guardian = table.Column<string>(maxLength: Member.GuardianLength),
            joined_at = Instant(table),
            read_until = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_member", row => row.id));
        migration.CreateIndex("ix_community_member_centre_id_person_id", "community_member", ["centre_id", "person_id"], unique: true);
        migration.CreateTable("community_face", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            member_id = table.Column<Guid>(),
            group_id = table.Column<Guid>(nullable: true),
            handle = table.Column<string>(maxLength: Face.HandleLength),
            name = table.Column<string>(maxLength: Face.NameLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_face", row => row.id));
        migration.CreateIndex("ix_community_face_handle", "community_face", "handle", unique: true);
        migration.CreateIndex("ix_community_face_member_id", "community_face", "member_id");
        migration.CreateTable("community_rules", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            adult_age = table.Column<int>(defaultValue: SquareRules.UsualAge),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_rules", row => row.id));
        migration.CreateIndex("ix_community_rules_centre_id", "community_rules", "centre_id", unique: true);
    }

    private void Doors(MigrationBuilder migration)
    {
        migration.CreateTable("community_entrance", table => new
        {
            id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            account_id = table.Column<Guid>(),
            contact = table.Column<string>(maxLength: Entrance.ContactLength),
            verified_at = Instant(table, nullable: true),
            secret_sealed = table.Column<string>(maxLength: Entrance.SealLength),
            is_pin = table.Column<bool>(),
            recovery_hash = table.Column<string>(maxLength: 64),
            wrong_in_row = table.Column<int>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_entrance", row => row.id));
        migration.CreateIndex("ix_community_entrance_contact", "community_entrance", "contact");
        migration.CreateIndex("ix_community_entrance_person_id", "community_entrance", "person_id", unique: true);
        migration.CreateIndex("ix_community_entrance_recovery_hash", "community_entrance", "recovery_hash", unique: true);
        migration.CreateTable("community_card", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: JoinCard.NameLength),
            contact = table.Column<string>(maxLength: Entrance.ContactLength),
            guardian = table.Column<string>(maxLength: Member.GuardianLength),
            village_id = table.Column<Guid>(nullable: true),
            secret_hash = table.Column<string>(maxLength: 64),
            secret_sealed = table.Column<string>(maxLength: JoinCard.SealLength),
            made_by_id = table.Column<Guid>(),
            made_at = Instant(table),
            ends_at = Instant(table),
            used_at = Instant(table, nullable: true),
            used_by_id = table.Column<Guid>(nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_card", row => row.id));
        migration.CreateIndex("ix_community_card_secret_hash", "community_card", "secret_hash", unique: true);
        migration.CreateIndex("ix_community_card_centre_id_id", "community_card", ["centre_id", "id"]);
    }

    private void Groups(MigrationBuilder migration)
    {
        migration.CreateTable("community_group", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: Group.NameLength),
            about = table.Column<string>(maxLength: Group.AboutLength),
            rules = table.Column<string>(maxLength: Group.RulesLength),
            topic = table.Column<string>(maxLength: Group.TopicLength),
            door = table.Column<string>(maxLength: 40),
            adults_only = table.Column<bool>(),
            invite_hash = table.Column<string>(maxLength: 64),
            invite_sealed = table.Column<string>(maxLength: Group.SealLength),
            founded_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_group", row => row.id));
        migration.CreateIndex("ix_community_group_invite_hash", "community_group", "invite_hash", unique: true);
        migration.CreateIndex("ix_community_group_centre_id_name", "community_group", ["centre_id", "name"]);
        migration.CreateTable("community_belonging", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            group_id = table.Column<Guid>(),
            member_id = table.Column<Guid>(),
            face_id = table.Column<Guid>(),
            state = table.Column<string>(maxLength: 40),
            leads = table.Column<bool>(),
            since = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_belonging", row => row.id));
        migration.CreateIndex("ix_community_belonging_member_id_group_id", "community_belonging", ["member_id", "group_id"], unique: true);
        migration.CreateIndex("ix_community_belonging_group_id_state_face_id", "community_belonging", ["group_id", "state", "face_id"]);
        migration.CreateTable("community_silenced", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            member_id = table.Column<Guid>(),
            face_id = table.Column<Guid>(),
            is_block = table.Column<bool>(),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_community_silenced", row => row.id));
        migration.CreateIndex("ix_community_silenced_member_id_face_id", "community_silenced", ["member_id", "face_id"], unique: true);
    }

    private void Talk(MigrationBuilder migration)
    {
        migration.CreateTable("community_said", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            face_id = table.Column<Guid>(),
            root_id = table.Column<Guid>(nullable: true),
            audience = table.Column<string>(maxLength: 40),
            group_id = table.Column<Guid>(nullable: true),
            village_id = table.Column<Guid>(nullable: true),
            topic = table.Column<string>(maxLength: Said.TopicLength),
            text = table.Column<string>(maxLength: Said.TextLength),
            line = table.Column<string>(maxLength: Said.LineLength),
            key = table.Column<Guid>(),
            at = Instant(table),
            edited_at = Instant(table, nullable: true),
            pinned_at = Instant(table, nullable: true),
            hidden_at = Instant(table, nullable: true),
            gone_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_said", row => row.id));
        migration.CreateIndex("ix_community_said_centre_id_at_id", "community_said", ["centre_id", "at", "id"], filter: "root_id IS NULL AND gone_at IS NULL");
        migration.CreateIndex("ix_community_said_group_id_at_id", "community_said", ["group_id", "at", "id"], filter: "root_id IS NULL AND gone_at IS NULL");
        migration.CreateIndex("ix_community_said_root_id_at", "community_said", ["root_id", "at"]);
        migration.CreateIndex("ix_community_said_face_id_at", "community_said", ["face_id", "at"]);
        migration.CreateIndex("ix_community_said_face_id_key", "community_said", ["face_id", "key"], unique: true);
        migration.CreateTable("community_picture", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            said_id = table.Column<Guid>(),
            file_id = table.Column<Guid>(),
            place = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_community_picture", row => row.id));
        migration.CreateIndex("ix_community_picture_said_id", "community_picture", "said_id");
        migration.CreateIndex("ix_community_picture_file_id", "community_picture", "file_id", unique: true);
        migration.CreateTable("community_draft", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            member_id = table.Column<Guid>(),
            spot = table.Column<string>(maxLength: SaidDraft.SpotLength),
            text = table.Column<string>(maxLength: Said.TextLength),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_community_draft", row => row.id));
        migration.CreateIndex("ix_community_draft_member_id_spot", "community_draft", ["member_id", "spot"], unique: true);
    }
}
