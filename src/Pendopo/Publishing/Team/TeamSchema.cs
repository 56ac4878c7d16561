using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Team;

[Migration("202611221130_publishing_team")]
internal sealed class TeamSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Work(migrationBuilder);
        Paths(migrationBuilder);
    }

    private void Work(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_idea", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            title = table.Column<string>(maxLength: Idea.TitleLength),
            note = table.Column<string>(maxLength: Idea.NoteLength),
            state = table.Column<string>(maxLength: 40),
            proposer_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(nullable: true),
            proposed_at = Instant(table),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_idea", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_idea_centre_id_state_proposed_at", "publishing_idea", ["centre_id", "state", "proposed_at"]);
        migrationBuilder.CreateTable("publishing_assignment", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            given_by_id = table.Column<Guid>(),
            what = table.Column<string>(maxLength: Assignment.WhatLength),
            due_day = table.Column<DateOnly>(),
            done_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_assignment", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_assignment_post_id", "publishing_assignment", "post_id");
        migrationBuilder.CreateIndex("ix_publishing_assignment_centre_id_due_day", "publishing_assignment", ["centre_id", "due_day"], filter: "done_at IS NULL");
        migrationBuilder.CreateTable("publishing_mention", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            deed_id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            seen_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_mention", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_mention_person_id", "publishing_mention", "person_id", filter: "seen_at IS NULL");
        migrationBuilder.CreateTable("publishing_effort", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            post_id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            minutes = table.Column<int>(),
            noted_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_publishing_effort", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_effort_post_id", "publishing_effort", "post_id");
    }

    private static void Paths(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_review_rule", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            kind = table.Column<string>(maxLength: 40),
            path = table.Column<string>(maxLength: 40),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_review_rule", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_review_rule_centre_id_kind", "publishing_review_rule", ["centre_id", "kind"], unique: true);
        migrationBuilder.CreateTable("publishing_post_path", table => new
        {
            post_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            path = table.Column<string>(maxLength: 40),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_post_path", row => row.post_id));
    }
}
