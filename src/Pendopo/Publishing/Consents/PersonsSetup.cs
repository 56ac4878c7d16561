using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Publications;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Consents;

/// <summary>What persons in posts add to their room.</summary>
internal static class PersonsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<PostConsents>().AddScoped<IConsentUser>(provider => provider.GetRequiredService<PostConsents>());
        services.AddScoped<PersonsCheck>().AddScoped<NamePersons>().AddScoped<CopyReports>().AddScoped<TakeBack>();
        services.AddEventHandler<ConsentWithdrawn, TakeBackWithdrawn>();
    }
}

[Migration("202611221131_publishing_persons")]
internal sealed class PersonsSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<bool>("shows_persons", "publishing_page", defaultValue: false);
}
