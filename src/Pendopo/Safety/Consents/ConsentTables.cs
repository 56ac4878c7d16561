using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

internal static class ConsentTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ConsentWording>(wording =>
        {
            wording.ToTable("safety_consent_wording");
            wording.Property(row => row.Indonesian).HasMaxLength(ConsentWording.TextLength);
            wording.Property(row => row.English).HasMaxLength(ConsentWording.TextLength);
            wording.HasIndex(row => new { row.CentreId, row.Purpose, row.Number }).IsUnique();
        });
        builder.Entity<ConsentSheet>(Sheet);
        builder.Entity<Consent>(consent =>
        {
            consent.ToTable("safety_consent");
            consent.Ignore(row => row.ChannelList).Ignore(row => row.OfferedList);
            consent.Property(row => row.Offered).HasMaxLength(Consent.ListLength);
            consent.Property(row => row.Channels).HasMaxLength(Consent.ListLength);
            consent.Property(row => row.Media).HasMaxLength(Consent.ListLength);
            consent.Property(row => row.EndNote).HasMaxLength(Consent.NoteLength);
            consent.HasIndex(row => row.SheetId);
            consent.HasIndex(row => new { row.State, row.UntilDay });
        });
        builder.Entity<ConsentUse>(use =>
        {
            use.ToTable("safety_consent_use");
            use.Property(row => row.Kind).HasMaxLength(ConsentUse.KindLength);
            use.HasIndex(row => new { row.Kind, row.Item });
            use.HasIndex(row => new { row.ConsentId, row.Kind, row.Item }).IsUnique();
        });
        builder.Entity<RecallLine>(line =>
        {
            line.ToTable("safety_recall");
            line.Property(row => row.Kind).HasMaxLength(ConsentUse.KindLength);
            line.Property(row => row.Channel).HasMaxLength(RecallLedger.ChannelLength);
            line.Property(row => row.ChannelName).HasMaxLength(RecallLedger.NameLength);
            line.HasIndex(row => new { row.ConsentId, row.Kind, row.Item, row.Channel }).IsUnique();
            line.HasIndex(row => new { row.Kind, row.Item });
        });
    }

    private static void Sheet(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<ConsentSheet> sheet)
    {
        sheet.ToTable("safety_consent_sheet");
        sheet.Ignore(row => row.AsksChild);
        sheet.Property(row => row.Code).HasMaxLength(8);
        sheet.Property(row => row.SecretHash).HasMaxLength(64);
        sheet.Property(row => row.SecretSealed).HasMaxLength(600);
        sheet.Property(row => row.Name).HasMaxLength(ConsentSheet.NameLength);
        sheet.Property(row => row.Guardian).HasMaxLength(ConsentSheet.NameLength);
        sheet.Property(row => row.Relation).HasMaxLength(ConsentSheet.RelationLength);
        sheet.Property(row => row.Language).HasMaxLength(2);
        sheet.Property(row => row.Signature).HasMaxLength(ConsentSheet.MaxSignature);
        sheet.Property(row => row.PinHash).HasMaxLength(120);
        sheet.Property(row => row.Witness).HasMaxLength(ConsentSheet.NameLength);
        sheet.HasIndex(row => new { row.CentreId, row.Code }).IsUnique();
        sheet.HasIndex(row => row.SecretHash).IsUnique();
    }
}

[Migration("202611221130_safety_consents")]
internal sealed class ConsentSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Wordings(migrationBuilder);
        Sheets(migrationBuilder);
        Consents(migrationBuilder);
        Uses(migrationBuilder);
    }

    private void Wordings(MigrationBuilder migration)
    {
        migration.CreateTable("safety_consent_wording", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            purpose = table.Column<string>(maxLength: 40),
            number = table.Column<int>(),
            indonesian = table.Column<string>(maxLength: ConsentWording.TextLength),
            english = table.Column<string>(maxLength: ConsentWording.TextLength),
            written_by_id = table.Column<Guid>(nullable: true),
            written_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_safety_consent_wording", row => row.id));
        migration.CreateIndex("ix_safety_consent_wording_centre_id_purpose_number", "safety_consent_wording", ["centre_id", "purpose", "number"], unique: true);
    }

    private void Sheets(MigrationBuilder migration)
    {
        migration.CreateTable("safety_consent_sheet", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            code = table.Column<string>(maxLength: 8),
            secret_hash = table.Column<string>(maxLength: 64),
            secret_sealed = table.Column<string>(maxLength: 600),
            name = table.Column<string>(maxLength: ConsentSheet.NameLength),
            decides = table.Column<string>(maxLength: 40),
            guardian = table.Column<string>(maxLength: ConsentSheet.NameLength),
            relation = table.Column<string>(maxLength: ConsentSheet.RelationLength),
            child_age = table.Column<int>(nullable: true),
            child_agrees = table.Column<bool>(nullable: true),
            language = table.Column<string>(maxLength: 2),
            asked_by_id = table.Column<Guid>(),
            asked_at = Instant(table),
            way = table.Column<string>(maxLength: 40, nullable: true),
            answered_at = Instant(table, nullable: true),
            answered_with_id = table.Column<Guid>(nullable: true),
            signature = table.Column<string>(maxLength: ConsentSheet.MaxSignature),
            pin_hash = table.Column<string>(maxLength: 120),
            read_aloud = table.Column<bool>(),
            witness = table.Column<string>(maxLength: ConsentSheet.NameLength),
            paper_id = table.Column<Guid>(nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_safety_consent_sheet", row => row.id));
        migration.CreateIndex("ix_safety_consent_sheet_centre_id_code", "safety_consent_sheet", ["centre_id", "code"], unique: true);
        migration.CreateIndex("ix_safety_consent_sheet_secret_hash", "safety_consent_sheet", "secret_hash", unique: true);
    }

    private void Consents(MigrationBuilder migration)
    {
        migration.CreateTable("safety_consent", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            sheet_id = table.Column<Guid>(),
            wording_id = table.Column<Guid>(),
            purpose = table.Column<string>(maxLength: 40),
            state = table.Column<string>(maxLength: 40),
            offered = table.Column<string>(maxLength: Consent.ListLength),
            channels = table.Column<string>(maxLength: Consent.ListLength),
            media = table.Column<string>(maxLength: Consent.ListLength),
            naming = table.Column<string>(maxLength: 40),
            until_day = table.Column<DateOnly>(),
            answered_at = Instant(table, nullable: true),
            ended_at = Instant(table, nullable: true),
            ended_how = table.Column<string>(maxLength: 40, nullable: true),
            ended_by_id = table.Column<Guid>(nullable: true),
            end_note = table.Column<string>(maxLength: Consent.NoteLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_safety_consent", row => row.id));
        migration.CreateIndex("ix_safety_consent_sheet_id", "safety_consent", "sheet_id");
        migration.CreateIndex("ix_safety_consent_state_until_day", "safety_consent", ["state", "until_day"]);
    }

    private void Uses(MigrationBuilder migration)
    {
        migration.CreateTable("safety_consent_use", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            consent_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: ConsentUse.KindLength),
            item = table.Column<Guid>(),
            since = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_safety_consent_use", row => row.id));
        migration.CreateIndex("ix_safety_consent_use_kind_item", "safety_consent_use", ["kind", "item"]);
        migration.CreateIndex("ix_safety_consent_use_consent_id_kind_item", "safety_consent_use", ["consent_id", "kind", "item"], unique: true);
        migration.CreateTable("safety_recall", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            consent_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: ConsentUse.KindLength),
            item = table.Column<Guid>(),
            channel = table.Column<string>(maxLength: RecallLedger.ChannelLength),
            channel_name = table.Column<string>(maxLength: RecallLedger.NameLength),
            state = table.Column<string>(maxLength: 40),
            due_at = Instant(table, nullable: true),
            begun_at = Instant(table),
            changed_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_safety_recall", row => row.id));
        migration.CreateIndex("ix_safety_recall_consent_id_kind_item_channel", "safety_recall", ["consent_id", "kind", "item", "channel"], unique: true);
        migration.CreateIndex("ix_safety_recall_kind_item", "safety_recall", ["kind", "item"]);
    }
}
