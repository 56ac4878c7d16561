using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Safety.Training;

[Migration("202611221220_safety_training")]
internal sealed class TrainingSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("safety_lesson_pass", table => new
        {
            id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            lesson = table.Column<string>(maxLength: 40),
            passed_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_safety_lesson_pass", row => row.id));
        migrationBuilder.CreateIndex("ix_safety_lesson_pass_person_id_lesson_passed_at", "safety_lesson_pass", ["person_id", "lesson", "passed_at"]);
        migrationBuilder.CreateTable("safety_policy_signature", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            person_id = table.Column<Guid>(),
            number = table.Column<int>(),
            signed_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_safety_policy_signature", row => row.id));
        migrationBuilder.CreateIndex("ix_safety_policy_signature_centre_id_person_id_number", "safety_policy_signature", ["centre_id", "person_id", "number"], unique: true);
        migrationBuilder.CreateTable("safety_policy", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            number = table.Column<int>(),
            indonesian = table.Column<string>(maxLength: Policy.TextLength),
            english = table.Column<string>(maxLength: Policy.TextLength),
            written_by_id = table.Column<Guid>(nullable: true),
            written_at = Instant(table),
        }, constraints: table => table.PrimaryKey("pk_safety_policy", row => row.id));
        migrationBuilder.CreateIndex("ix_safety_policy_centre_id_number", "safety_policy", ["centre_id", "number"], unique: true);
    }
}
