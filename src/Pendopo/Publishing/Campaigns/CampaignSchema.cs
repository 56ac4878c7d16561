using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Campaigns;

[Migration("202611220900_publishing_campaigns")]
internal sealed class CampaignSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("publishing_objective", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            title = table.Column<string>(maxLength: Objective.TitleLength),
            measure = table.Column<string>(maxLength: 40),
            baseline = table.Column<long>(),
            target = table.Column<long>(),
            from_day = table.Column<DateOnly>(),
            to_day = table.Column<DateOnly>(),
            note = table.Column<string>(maxLength: Objective.NoteLength),
            entered = table.Column<long>(nullable: true),
            entered_at = Instant(table, nullable: true),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_objective", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_objective_centre_id_to_day", "publishing_objective", ["centre_id", "to_day"]);
        migrationBuilder.CreateTable("publishing_campaign", table => new
        {
            id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
            objective_id = table.Column<Guid>(nullable: true),
            name = table.Column<string>(maxLength: Campaign.NameLength),
            brief = table.Column<string>(maxLength: Campaign.BriefLength),
            from_day = table.Column<DateOnly>(),
            to_day = table.Column<DateOnly>(),
            plan_text = table.Column<string>(),
            learned = table.Column<string>(maxLength: Campaign.LearnedLength),
            version = table.Column<int>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_campaign", row => row.id));
        migrationBuilder.CreateIndex("ix_publishing_campaign_centre_id_to_day", "publishing_campaign", ["centre_id", "to_day"]);
        migrationBuilder.CreateTable("publishing_campaign_post", table => new
        {
            post_id = table.Column<Guid>(),
            campaign_id = table.Column<Guid>(),
            centre_id = table.Column<Guid>(),
        }, constraints: table => table.PrimaryKey("pk_publishing_campaign_post", row => row.post_id));
        migrationBuilder.CreateIndex("ix_publishing_campaign_post_campaign_id", "publishing_campaign_post", "campaign_id");
    }
}
