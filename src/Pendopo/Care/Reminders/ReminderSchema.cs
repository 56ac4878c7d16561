using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Reminders;

/// <summary>The tables of reminders. One unique key is their promise: a thing has one reminder an occasion.</summary>
[Migration("202611231222_care_reminders")]
internal sealed class ReminderSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Reminder>(reminder =>
        {
            reminder.ToTable("care_reminder");
            reminder.Property(row => row.Occasion).HasMaxLength(Reminder.OccasionLength);
            reminder.Property(row => row.Reason).HasMaxLength(Reminder.ReasonLength);
            reminder.HasIndex(row => new { row.Subject, row.Occasion }).IsUnique();
            reminder.HasIndex(row => new { row.CentreId, row.State, row.MadeAt });
        });
        builder.Entity<ReminderWish>(wish =>
        {
            wish.ToTable("care_reminder_wish");
            wish.Property(row => row.Email).HasMaxLength(ReminderWish.EmailLength);
            wish.Property(row => row.SafeWord).HasMaxLength(ReminderWish.SafeWordLength);
            wish.Property(row => row.Language).HasMaxLength(ReminderWish.LanguageLength);
            wish.HasIndex(row => row.Subject).IsUnique();
            wish.HasIndex(row => row.CentreId);
        });
        builder.Entity<ReminderRules>(rules =>
        {
            rules.ToTable("care_reminder_rules");
            rules.Ignore(row => row.Set);
            rules.Property(row => row.Template).HasMaxLength(ReminderRules.TemplateLength);
            rules.HasIndex(row => row.CentreId).IsUnique();
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddInstant(migrationBuilder, "care_appointment", "confirmed_at");
        migrationBuilder.CreateTable("care_reminder", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            of = table.Column<string>(maxLength: 40),
            subject = table.Column<Guid>(),
            occasion = table.Column<string>(maxLength: Reminder.OccasionLength),
            way = table.Column<string>(maxLength: 40),
            state = table.Column<string>(maxLength: 40),
            reason = table.Column<string>(maxLength: Reminder.ReasonLength, nullable: true),
            made_at = Instant(table),
            until = Instant(table),
            settled_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_reminder", row => row.id));
        migrationBuilder.CreateIndex("ix_care_reminder_subject_occasion", "care_reminder", ["subject", "occasion"], unique: true);
        migrationBuilder.CreateIndex("ix_care_reminder_centre_id_state_made_at", "care_reminder", ["centre_id", "state", "made_at"]);
        Wishes(migrationBuilder);
    }

    private void Wishes(MigrationBuilder migration)
    {
        migration.CreateTable("care_reminder_wish", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            of = table.Column<string>(maxLength: 40),
            subject = table.Column<Guid>(),
            way = table.Column<string>(maxLength: 40),
            email = table.Column<string>(maxLength: ReminderWish.EmailLength),
            safe_word = table.Column<string>(maxLength: ReminderWish.SafeWordLength),
            language = table.Column<string>(maxLength: ReminderWish.LanguageLength),
            by_id = table.Column<Guid>(nullable: true),
            chosen_at = Instant(table),
            restricted_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_reminder_wish", row => row.id));
        migration.CreateIndex("ix_care_reminder_wish_subject", "care_reminder_wish", "subject", unique: true);
        migration.CreateIndex("ix_care_reminder_wish_centre_id", "care_reminder_wish", "centre_id");
        migration.CreateTable("care_reminder_rules", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            first_minutes = table.Column<int>(),
            second_minutes = table.Column<int>(),
            quiet_from = table.Column<int>(),
            quiet_to = table.Column<int>(),
            template = table.Column<string>(maxLength: ReminderRules.TemplateLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_reminder_rules", row => row.id));
        migration.CreateIndex("ix_care_reminder_rules_centre_id", "care_reminder_rules", "centre_id", unique: true);
    }
}
