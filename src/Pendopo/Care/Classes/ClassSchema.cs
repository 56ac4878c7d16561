using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Care.Appointments;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Classes;

/// <summary>The tables of classes: what they are, when they meet, who joins and who came. A unique key is their promise: one person a numbered place.</summary>
[Migration("202611240141_care_classes")]
internal sealed class ClassSchema : RoomMigration
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<CareClass>(one =>
        {
            one.ToTable("care_class");
            one.Ignore(row => row.Words);
            one.Property(row => row.Slug).HasMaxLength(CareClass.TitleLength + 4);
            one.Property(row => row.Title).HasMaxLength(CareClass.TitleLength);
            one.Property(row => row.About).HasMaxLength(CareClass.WordsLength);
            foreach (var line in new[] { nameof(CareClass.LedBy), nameof(CareClass.Place), nameof(CareClass.ForWhom), nameof(CareClass.Bring), nameof(CareClass.Cost), nameof(CareClass.Spoken) })
                one.Property(line).HasMaxLength(CareClass.LineLength);
            one.HasIndex(row => new { row.CentreId, row.Slug }).IsUnique();
        });
        builder.Entity<ClassMeeting>(meeting =>
        {
            meeting.ToTable("care_class_meeting");
            meeting.Property(row => row.Note).HasMaxLength(ClassMeeting.NoteLength);
            meeting.HasIndex(row => row.ClassId);
            meeting.HasIndex(row => new { row.CentreId, row.StartsAt });
        });
        builder.Entity<ClassPerson>(person =>
        {
            person.ToTable("care_class_person");
            person.Property(row => row.Name).HasMaxLength(Appointment.NameLength);
            person.Property(row => row.Phone).HasMaxLength(Appointment.PhoneLength);
            person.Property(row => row.Reference).HasMaxLength(Appointment.ReferenceLength);
            person.Property(row => row.PrintedName).HasMaxLength(Appointment.NameLength);
            foreach (var hash in new[] { nameof(ClassPerson.SecretHash), nameof(ClassPerson.CertificateHash) })
                person.Property(hash).HasMaxLength(64);
            foreach (var held in new[] { nameof(ClassPerson.SecretSealed), nameof(ClassPerson.CertificateSealed) })
                person.Property(held).HasMaxLength(400);
            person.HasIndex(row => new { row.ClassId, row.Number }).IsUnique();
            person.HasIndex(row => new { row.CentreId, row.Reference }).IsUnique();
            person.HasIndex(row => row.SecretHash).IsUnique();
            person.HasIndex(row => row.CertificateHash).IsUnique();
            person.HasIndex(row => new { row.CentreId, row.State });
            person.HasIndex(row => new { row.CentreId, row.Phone });
        });
        builder.Entity<ClassPresence>(presence =>
        {
            presence.ToTable("care_class_presence");
            presence.HasIndex(row => new { row.MeetingId, row.PersonId }).IsUnique();
            presence.HasIndex(row => row.PersonId);
        });
    }

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Classes(migrationBuilder);
        People(migrationBuilder);
    }

    private void Classes(MigrationBuilder migration)
    {
        migration.CreateTable("care_class", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            slug = table.Column<string>(maxLength: CareClass.TitleLength + 4),
            title = table.Column<string>(maxLength: CareClass.TitleLength),
            about = table.Column<string>(maxLength: CareClass.WordsLength),
            service_id = table.Column<Guid>(nullable: true),
            staff_id = table.Column<Guid>(nullable: true),
            led_by = table.Column<string>(maxLength: CareClass.LineLength),
            place = table.Column<string>(maxLength: CareClass.LineLength),
            for_whom = table.Column<string>(maxLength: CareClass.LineLength),
            bring = table.Column<string>(maxLength: CareClass.LineLength),
            cost = table.Column<string>(maxLength: CareClass.LineLength),
            spoken = table.Column<string>(maxLength: CareClass.LineLength),
            places = table.Column<int>(nullable: true),
            by_request = table.Column<bool>(),
            certificate_from = table.Column<int>(),
            ended_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_class", row => row.id));
        migration.CreateIndex("ix_care_class_centre_id_slug", "care_class", ["centre_id", "slug"], unique: true);
        migration.CreateTable("care_class_meeting", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            class_id = table.Column<Guid>(),
            day = table.Column<DateOnly>(),
            from_minute = table.Column<int>(),
            to_minute = table.Column<int>(),
            starts_at = Instant(table),
            cancelled_at = Instant(table, nullable: true),
            note = table.Column<string>(maxLength: ClassMeeting.NoteLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_class_meeting", row => row.id));
        migration.CreateIndex("ix_care_class_meeting_class_id", "care_class_meeting", "class_id");
        migration.CreateIndex("ix_care_class_meeting_centre_id_starts_at", "care_class_meeting", ["centre_id", "starts_at"]);
    }

    private void People(MigrationBuilder migration)
    {
        migration.CreateTable("care_class_person", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            class_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: Appointment.NameLength),
            phone = table.Column<string>(maxLength: Appointment.PhoneLength),
            state = table.Column<string>(maxLength: 40),
            number = table.Column<int>(nullable: true),
            reference = table.Column<string>(maxLength: Appointment.ReferenceLength),
            secret_hash = table.Column<string>(maxLength: 64),
            secret_sealed = table.Column<string>(maxLength: 400),
            how = table.Column<string>(maxLength: 40),
            by_id = table.Column<Guid>(nullable: true),
            member_id = table.Column<Guid>(nullable: true),
            post_id = table.Column<Guid>(nullable: true),
            made_at = Instant(table),
            changed_at = Instant(table),
            offers = table.Column<int>(),
            offer_until = Instant(table, nullable: true),
            printed_name = table.Column<string>(maxLength: Appointment.NameLength),
            name_shown = table.Column<bool>(),
            certificate_hash = table.Column<string>(maxLength: 64),
            certificate_sealed = table.Column<string>(maxLength: 400),
            certified_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_care_class_person", row => row.id));
        migration.CreateIndex("ix_care_class_person_class_id_number", "care_class_person", ["class_id", "number"], unique: true);
        migration.CreateIndex("ix_care_class_person_centre_id_reference", "care_class_person", ["centre_id", "reference"], unique: true);
        migration.CreateIndex("ix_care_class_person_secret_hash", "care_class_person", "secret_hash", unique: true);
        migration.CreateIndex("ix_care_class_person_certificate_hash", "care_class_person", "certificate_hash", unique: true);
        migration.CreateIndex("ix_care_class_person_centre_id_state", "care_class_person", ["centre_id", "state"]);
        migration.CreateIndex("ix_care_class_person_centre_id_phone", "care_class_person", ["centre_id", "phone"]);
        migration.CreateTable("care_class_presence", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            meeting_id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            noted_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_care_class_presence", row => row.id));
        migration.CreateIndex("ix_care_class_presence_meeting_id_person_id", "care_class_presence", ["meeting_id", "person_id"], unique: true);
        migration.CreateIndex("ix_care_class_presence_person_id", "care_class_presence", "person_id");
    }
}
