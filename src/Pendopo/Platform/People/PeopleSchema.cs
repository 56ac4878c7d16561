using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People;

[Migration("202611220010_platform_people")]
internal sealed class PeopleSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Settings(migrationBuilder);
        Sessions(migrationBuilder);
        Links(migrationBuilder);
        Audit(migrationBuilder);
    }

    private void Settings(MigrationBuilder migration)
    {
        migration.CreateTable("platform_setting", table => new
        {
            key = table.Column<string>(maxLength: 80),
            value = table.Column<string>(maxLength: 4000),
            updated_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_platform_setting", row => row.key));
    }

    private void Sessions(MigrationBuilder migration)
    {
        migration.CreateTable("platform_session", table => new
        {
            id = table.Column<Guid>(),
            account_id = table.Column<Guid>(),
            ticket = table.Column<byte[]>(),
            method = table.Column<string>(maxLength: 40),
            device = table.Column<string>(maxLength: 120),
            created_at = Instant(table),
            seen_at = Instant(table),
            confirmed_at = Instant(table),
            expires_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_platform_session", row => row.id));
        migration.CreateIndex("ix_platform_session_account_id", "platform_session", "account_id");
        migration.CreateIndex("ix_platform_session_expires_at", "platform_session", "expires_at");
        migration.CreateTable("platform_sign_in_failure", table => new
        {
            key = table.Column<string>(maxLength: 80),
            count = table.Column<int>(),
            last_at = Instant(table),
            wait_until = Instant(table, nullable: true),
        }, constraints: table => table.PrimaryKey("pk_platform_sign_in_failure", row => row.key));
    }

    private void Links(MigrationBuilder migration)
    {
        migration.CreateTable("platform_account_link", table => new
        {
            id = table.Column<Guid>(),
            account_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            secret_hash = table.Column<string>(maxLength: 64),
            created_at = Instant(table),
            expires_at = Instant(table),
            used_at = Instant(table, nullable: true),
            created_by = table.Column<Guid>(nullable: true),
        }, constraints: table => table.PrimaryKey("pk_platform_account_link", row => row.id));
        migration.CreateIndex("ix_platform_account_link_secret_hash", "platform_account_link", "secret_hash", unique: true);
        migration.CreateIndex("ix_platform_account_link_account_id", "platform_account_link", "account_id");
    }

    private void Audit(MigrationBuilder migration)
    {
        migration.CreateTable("platform_audit", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(nullable: true),
            actor_id = table.Column<Guid>(nullable: true),
            act = table.Column<string>(maxLength: 60),
            subject = table.Column<string>(maxLength: 120),
            detail = table.Column<string>(maxLength: 400),
            at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_platform_audit", row => row.id));
        migration.CreateIndex("ix_platform_audit_at", "platform_audit", "at");
    }
}
