using Microsoft.EntityFrameworkCore.Migrations;

namespace Pendopo.Platform.Data;

[Migration("202611220001_platform_first")]
internal sealed class FirstSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Places(migrationBuilder);
        People(migrationBuilder);
        AccountParts(migrationBuilder);
        Access(migrationBuilder);
        Work(migrationBuilder);
    }

    private void Places(MigrationBuilder migration)
    {
        migration.CreateTable("platform_area", table => new
        {
            id = table.Column<Guid>(),
            parent_id = table.Column<Guid>(nullable: true),
            level = table.Column<string>(maxLength: 40),
            name = table.Column<string>(maxLength: 120),
            code = table.Column<string>(maxLength: 20),
            path = table.Column<string>(maxLength: 400),
        }, constraints: table => table.PrimaryKey("pk_platform_area", row => row.id));
        migration.CreateIndex("ix_platform_area_path", "platform_area", "path");
        migration.CreateTable("platform_centre", table => new
        {
            id = table.Column<Guid>(),
            handle = table.Column<string>(maxLength: 30),
            name = table.Column<string>(maxLength: 120),
            area_id = table.Column<Guid>(),
            host = table.Column<string>(maxLength: 253, nullable: true),
            time_zone = table.Column<string>(maxLength: 60),
            language = table.Column<string>(maxLength: 10),
            address = table.Column<string>(maxLength: 300),
            phone = table.Column<string>(maxLength: 40),
            email = table.Column<string>(maxLength: 254),
            about = table.Column<string>(maxLength: 600),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_platform_centre", row => row.id));
        migration.CreateIndex("ix_platform_centre_handle", "platform_centre", "handle", unique: true);
        migration.CreateIndex("ix_platform_centre_host", "platform_centre", "host", unique: true);
    }

    private void People(MigrationBuilder migration)
    {
        migration.CreateTable("platform_person", table => new
        {
            id = table.Column<Guid>(),
            name = table.Column<string>(maxLength: 120),
            title = table.Column<string>(maxLength: 120),
            language = table.Column<string>(maxLength: 10, nullable: true),
            created_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_platform_person", row => row.id));
        migration.CreateTable("platform_account", table => new
        {
            id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            created_at = Instant(table),
            disabled_at = Instant(table, nullable: true),
            user_name = table.Column<string>(maxLength: 256, nullable: true),
            normalized_user_name = table.Column<string>(maxLength: 256, nullable: true),
            email = table.Column<string>(maxLength: 256, nullable: true),
            normalized_email = table.Column<string>(maxLength: 256, nullable: true),
            email_confirmed = table.Column<bool>(),
            password_hash = table.Column<string>(nullable: true),
            security_stamp = table.Column<string>(nullable: true),
            concurrency_stamp = table.Column<string>(nullable: true),
            phone_number = table.Column<string>(maxLength: 256, nullable: true),
            phone_number_confirmed = table.Column<bool>(),
            two_factor_enabled = table.Column<bool>(),
            lockout_end = Instant(table, nullable: true),
            lockout_enabled = table.Column<bool>(),
            access_failed_count = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_platform_account", row => row.id));
        migration.CreateIndex("ix_platform_account_person_id", "platform_account", "person_id", unique: true);
        migration.CreateIndex("ix_platform_account_normalized_user_name", "platform_account", "normalized_user_name", unique: true);
        migration.CreateIndex("ix_platform_account_normalized_email", "platform_account", "normalized_email");
    }

    private void AccountParts(MigrationBuilder migration)
    {
        migration.CreateTable("platform_account_claim", table => new
        {
            id = Counter(table),
            user_id = table.Column<Guid>(),
            claim_type = table.Column<string>(nullable: true),
            claim_value = table.Column<string>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_platform_account_claim", row => row.id);
            table.ForeignKey("fk_platform_account_claim_user_id", row => row.user_id, "platform_account", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_platform_account_claim_user_id", "platform_account_claim", "user_id");
        migration.CreateTable("platform_account_login", table => new
        {
            login_provider = table.Column<string>(maxLength: 128),
            provider_key = table.Column<string>(maxLength: 128),
            provider_display_name = table.Column<string>(nullable: true),
            user_id = table.Column<Guid>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_platform_account_login", row => new { row.login_provider, row.provider_key });
            table.ForeignKey("fk_platform_account_login_user_id", row => row.user_id, "platform_account", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_platform_account_login_user_id", "platform_account_login", "user_id");
        migration.CreateTable("platform_account_token", table => new
        {
            user_id = table.Column<Guid>(),
            login_provider = table.Column<string>(maxLength: 128),
            name = table.Column<string>(maxLength: 128),
            value = table.Column<string>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_platform_account_token", row => new { row.user_id, row.login_provider, row.name });
            table.ForeignKey("fk_platform_account_token_user_id", row => row.user_id, "platform_account", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateTable("platform_account_passkey", table => new
        {
            credential_id = table.Column<byte[]>(maxLength: 1024),
            user_id = table.Column<Guid>(),
            data = OnPostgres ? table.Column<string>("jsonb") : table.Column<string>(),
        }, constraints: table =>
        {
            table.PrimaryKey("pk_platform_account_passkey", row => row.credential_id);
            table.ForeignKey("fk_platform_account_passkey_user_id", row => row.user_id, "platform_account", "id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("ix_platform_account_passkey_user_id", "platform_account_passkey", "user_id");
    }

    private void Access(MigrationBuilder migration)
    {
        migration.CreateTable("platform_role", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(nullable: true),
            key = table.Column<string>(maxLength: 40),
            name = table.Column<string>(maxLength: 80),
            permissions = table.Column<string>(),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_platform_role", row => row.id));
        migration.CreateTable("platform_membership", table => new
        {
            id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            role_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(nullable: true),
            area_id = table.Column<Guid>(nullable: true),
            since = Instant(table),
            until = Instant(table, nullable: true),
        }, constraints: table => table.PrimaryKey("pk_platform_membership", row => row.id));
        migration.CreateIndex("ix_platform_membership_person_id", "platform_membership", "person_id");
    }

    private void Work(MigrationBuilder migration)
    {
        migration.CreateTable("platform_job", table => new
        {
            id = table.Column<Guid>(),
            queue = table.Column<string>(maxLength: 40),
            kind = table.Column<string>(maxLength: 80),
            arguments = table.Column<string>(),
            centre_id = table.Column<Guid>(nullable: true),
            state = table.Column<string>(maxLength: 40),
            attempt = table.Column<int>(),
            max_attempts = table.Column<int>(),
            run_at = Instant(table),
            created_at = Instant(table),
            started_at = Instant(table, nullable: true),
            finished_at = Instant(table, nullable: true),
            node = table.Column<Guid>(nullable: true),
            unique_key = table.Column<string>(maxLength: 200, nullable: true),
            last_error = table.Column<string>(maxLength: 500, nullable: true),
        }, constraints: table => table.PrimaryKey("pk_platform_job", row => row.id));
        migration.CreateIndex("ix_platform_job_queue_state_run_at", "platform_job", ["queue", "state", "run_at"]);
        migration.CreateIndex("ix_platform_job_unique_key", "platform_job", "unique_key", unique: true);
        migration.CreateTable("platform_node", table => new
        {
            id = table.Column<Guid>(),
            seen_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_platform_node", row => row.id));
    }
}
