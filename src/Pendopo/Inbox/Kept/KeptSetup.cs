using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Inbox.Kept;

/// <summary>What looking again at kept words adds to its room.</summary>
internal static class KeptSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddJob<LookAgainAll, LookAgainAllJob>();
        services.AddJob<LookAgain, LookAgainJob>();
        services.AddScoped<WordsInJobs>();
        services.AddJob<ForgetWordsAll, ForgetWordsAllJob>();
        services.AddJob<ForgetWords, ForgetWordsJob>();
    }
}

[Migration("202611230752_inbox_look_again")]
internal sealed class KeptSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AddInstant(migrationBuilder, "inbox_message", "look_at");
        AddInstant(migrationBuilder, "inbox_message", "looked_at");
        migrationBuilder.CreateIndex("ix_inbox_message_channel_id_look_at", "inbox_message", ["channel_id", "look_at"]);
    }
}

/// <summary>When words went because their network lets them be kept for a while only.</summary>
[Migration("202611240105_inbox_forgotten")]
internal sealed class ForgottenSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => AddInstant(migrationBuilder, "inbox_message", "forgotten_at");
}
