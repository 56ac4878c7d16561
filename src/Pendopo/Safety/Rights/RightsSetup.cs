using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Rights;

/// <summary>What requests about one's own data add to their room.</summary>
internal static class RightsSetup
{
    public const string MaySee = "safety.rights-see", MayAnswer = "safety.rights-answer";

    public static IEnumerable<Permission> Permissions =>
    [
        new(MaySee, SampleRoles.SafetyLead, SampleRoles.Desk, SampleRoles.Head, SampleRoles.Auditor),
        new(MayAnswer, SampleRoles.SafetyLead, SampleRoles.Desk, SampleRoles.Head),
    ];

    public static NavItem Item => new(NavPlace.Desk, 64, "/desk/rights", "people", () => RightsText.Say("Requests"), MaySee)
    {
        Count = async (services, cancel) => (await services.GetRequiredService<RightsLedger>().Count(cancel)).Open,
    };

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<RightsLedger>().AddScoped<Archive>().AddScoped<IPersonalRecords, ConsentRecords>().AddScoped<IOutsiderErasure, RightsErasure>();
        services.AddScoped<CarryOut>().AddScoped<IRestriction, ConsentRestriction>().AddSingleton<IKeptByLaw, SafetyKeeps>();
        services.AddScoped<IPersonalRecords, AccountRecords>().AddScoped<ITouchedPeople, AccountRecords>().AddScoped<ITouchedPeople, RegisterTouched>().AddScoped<BreachList>();
        services.AddSlot<RightsWaiting>(SlotNames.DeskWaiting, 35);
    }
}
