using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

[Migration("202611222346_channels_whatsapp")]
internal sealed class WhatsAppSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Settled(migrationBuilder);
        People(migrationBuilder);
        Ledger(migrationBuilder);
    }

    private void Settled(MigrationBuilder build)
    {
        build.CreateTable("channels_whatsapp_number", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            quality = table.Column<string>(maxLength: Number.QualityLength),
            most_people = table.Column<int>(nullable: true),
            post_template_id = table.Column<Guid>(nullable: true),
            price = table.Column<int>(nullable: true),
            currency = table.Column<string>(maxLength: Number.CurrencyLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_whatsapp_number", row => row.id));
        build.CreateIndex("ix_channels_whatsapp_number_channel_id", "channels_whatsapp_number", "channel_id", unique: true);
        build.CreateTable("channels_whatsapp_template", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: WordTemplate.NameLength),
            language = table.Column<string>(maxLength: WordTemplate.LanguageLength),
            category = table.Column<string>(maxLength: 40),
            body = table.Column<string>(maxLength: WordTemplate.BodyLength),
            state = table.Column<string>(maxLength: 40),
            remote_id = table.Column<string>(maxLength: 100, nullable: true),
            reason = table.Column<string>(maxLength: Border.ReasonLength, nullable: true),
            created_at = Instant(table),
            told_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_whatsapp_template", row => row.id));
        build.CreateIndex("ix_channels_whatsapp_template_channel_id_name_language", "channels_whatsapp_template", ["channel_id", "name", "language"], unique: true);
    }

    private void People(MigrationBuilder build)
    {
        build.CreateTable("channels_whatsapp_contact", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            phone = table.Column<string>(maxLength: Contact.PhoneLength),
            name = table.Column<string>(maxLength: Contact.NameLength),
            heard_at = Instant(table, nullable: true),
            stopped_at = Instant(table, nullable: true),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_whatsapp_contact", row => row.id));
        build.CreateIndex("ix_channels_whatsapp_contact_channel_id_phone", "channels_whatsapp_contact", ["channel_id", "phone"], unique: true);
        build.CreateIndex("ix_channels_whatsapp_contact_phone", "channels_whatsapp_contact", "phone");
        build.CreateTable("channels_whatsapp_agreement", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            contact_id = table.Column<Guid>(),
            to = table.Column<string>(maxLength: 40),
            how = table.Column<string>(maxLength: 40),
            note = table.Column<string>(maxLength: Agreement.NoteLength),
            noted_by = table.Column<Guid>(nullable: true),
            agreed_at = Instant(table),
            ended_at = Instant(table, nullable: true),
            ended_by = table.Column<string>(maxLength: 40, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_whatsapp_agreement", row => row.id));
        build.CreateIndex("ix_channels_whatsapp_agreement_channel_id_ended_at", "channels_whatsapp_agreement", ["channel_id", "ended_at"]);
        build.CreateIndex("ix_channels_whatsapp_agreement_contact_id", "channels_whatsapp_agreement", "contact_id");
    }

    private void Ledger(MigrationBuilder build)
    {
        build.CreateTable("channels_whatsapp_broadcast", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            key = table.Column<Guid>(),
            template_id = table.Column<Guid>(),
            words = table.Column<string>(maxLength: WordTemplate.BodyLength),
            link = table.Column<string>(maxLength: Border.IdLength),
            state = table.Column<string>(maxLength: 40),
            reason = table.Column<string>(maxLength: Border.ReasonLength, nullable: true),
            held_until = Instant(table, nullable: true),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_whatsapp_broadcast", row => row.id));
        build.CreateIndex("ix_channels_whatsapp_broadcast_key", "channels_whatsapp_broadcast", "key", unique: true);
        build.CreateIndex("ix_channels_whatsapp_broadcast_channel_id_created_at", "channels_whatsapp_broadcast", ["channel_id", "created_at"]);
        build.CreateTable("channels_whatsapp_sending", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            channel_id = table.Column<Guid>(),
            contact_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            key = table.Column<Guid>(),
            state = table.Column<string>(maxLength: 40),
            opens = table.Column<bool>(),
            remote_id = table.Column<string>(maxLength: Border.IdLength, nullable: true),
            code = table.Column<string>(maxLength: 40, nullable: true),
            made_at = Instant(table),
            called_at = Instant(table, nullable: true),
            next_at = Instant(table, nullable: true),
            told_at = Instant(table, nullable: true),
            tries = table.Column<int>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_channels_whatsapp_sending", row => row.id));
        build.CreateIndex("ix_channels_whatsapp_sending_key_contact_id", "channels_whatsapp_sending", ["key", "contact_id"], unique: true);
        build.CreateIndex("ix_channels_whatsapp_sending_contact_id", "channels_whatsapp_sending", "contact_id");
        build.CreateIndex("ix_channels_whatsapp_sending_remote_id", "channels_whatsapp_sending", "remote_id");
        build.CreateIndex("ix_channels_whatsapp_sending_channel_id_state", "channels_whatsapp_sending", ["channel_id", "state"]);
    }
}

/// <summary>People who asked that nothing of theirs be used.</summary>
[Migration("202611230750_channels_restricted")]
internal sealed class RestrictedSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddInstant(migrationBuilder, "channels_whatsapp_contact", "restricted_at");
        AddInstant(migrationBuilder, "channels_letter_subscriber", "restricted_at");
    }
}

/// <summary>When a person was last called, so that two nodes keep the pause between two messages.</summary>
[Migration("202611231136_channels_whatsapp_pair")]
internal sealed class WhatsAppPairSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => AddInstant(migrationBuilder, "channels_whatsapp_contact", "called_at");
}

/// <summary>What people wrote lately by SMS, so that a delivery that comes again is known without a number of the gateway.</summary>
[Migration("202611240100_channels_sms_heard_lately")]
internal sealed class SmsHeardLatelySchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("heard_lately", "channels_whatsapp_contact", maxLength: Sms.HeardLately.Length, nullable: true);
}
