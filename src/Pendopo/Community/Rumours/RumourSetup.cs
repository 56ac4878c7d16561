using Pendopo.Platform.Access;
using Pendopo.Platform.Ui;

namespace Pendopo.Community.Rumours;

/// <summary>What may not be true at the square.</summary>
internal static class RumourSetup
{
    public static Permission Permission => new(CommunityRoom.MayCorrect, SampleRoles.Reviewer, SampleRoles.Clinician, SampleRoles.Moderator, SampleRoles.SafetyLead, SampleRoles.Head);

    public static NavItem Item => new(NavPlace.Desk, 63, "/desk/square/rumours", "search", () => RumourText.Say("Rumours"), CommunityRoom.MayCorrect)
    {
        Count = (services, cancel) => services.GetRequiredService<RumourDesk>().Count(cancel),
    };

    public static void Add(IServiceCollection services) => services.AddScoped<HearRumour>().AddScoped<RumourDesk>();
}
