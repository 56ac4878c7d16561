using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Claims;

/// <summary>The centre's registry of claims and its public page.</summary>
internal static class ClaimSetup
{
    public static Exit Door => new(ClaimCards.Exit, ExitKind.Page);

    public static IEnumerable<Permission> Permissions =>
    [
        new(SafetyRoom.MayClaim, SampleRoles.SafetyLead, SampleRoles.Head, SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.Clinician, SampleRoles.Moderator),
        new(SafetyRoom.MayVerify, SampleRoles.Reviewer, SampleRoles.Clinician),
    ];

    public static NavItem Item => new(NavPlace.Desk, 64, "/desk/claims", "verified", () => ClaimText.Say("Claims"), SafetyRoom.MayClaim)
    {
        Count = (services, cancel) => services.GetRequiredService<KeepClaims>().Waiting(cancel),
    };

    public static void Add(IServiceCollection services)
    {
        services.AddSlot<ClaimsHome>(SlotNames.HomeSection, 50);
        services.AddSingleton<ClaimShelf>().AddScoped<KeepClaims>();
        services.AddScoped(provider => new ClaimCards(provider.GetRequiredService<PendopoDb>(), provider.GetRequiredService<Here>(), provider.GetRequiredService<ClaimShelf>(), provider.GetRequiredService<ExitDoors>(), provider.GetRequiredService<TimeProvider>()));
    }
}
