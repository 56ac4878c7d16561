using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Claims;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Safety.Guard;
using Pendopo.Safety.Rights;
using Pendopo.Safety.Training;

namespace Pendopo.Safety;

/// <summary>Stands at every exit: no patient is exposed by what the house says.</summary>
internal sealed class SafetyRoom : Room
{
    public const string MaySee = "safety.see", MayRelease = "safety.release", MayConfirm = "safety.confirm", MayRule = "safety.rules", MayClaim = "safety.claims", MayVerify = "safety.verify";

    public override string Name => "safety";

    public override Type Words => typeof(SafetyText);

    public override IEnumerable<Permission> Permissions =>
    [
        new(MaySee, SampleRoles.SafetyLead, SampleRoles.Head, SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.Clinician, SampleRoles.Auditor),
        new(MayConfirm, SampleRoles.SafetyLead, SampleRoles.Head, SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.Clinician),
        new(MayRelease, SampleRoles.SafetyLead, SampleRoles.Head),
        .. ConsentSetup.Permissions,
        .. RightsSetup.Permissions,
        .. TrainingSetup.Permissions,
        .. ClaimSetup.Permissions,
        new(MayRule, SampleRoles.SafetyLead, SampleRoles.Head),
    ];

    public override IEnumerable<Exit> Exits => [ClaimSetup.Door];

    public override Task AddSample(SampleScene scene, CancellationToken cancel)
    {
        new SampleClaims(scene).Add();
        return Task.CompletedTask;
    }

    public override Task AddSampleLife(SampleScene scene, CancellationToken cancel) => new SampleConsents(scene).Add(cancel);

    public override IEnumerable<NavItem> Navigation =>
        [new(NavPlace.Desk, 60, "/desk/safety", "shield", () => SafetyText.Say("Guard"), MaySee)
        {
            Count = (services, cancel) => services.GetRequiredService<HeldQueries>().Count(cancel),
        }, ClaimSetup.Item, ConsentSetup.Item, RightsSetup.Item, .. TrainingSetup.Items];

    public override void MapTables(ModelBuilder builder) => SafetyTables.Map(builder);

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Findings>();
        services.AddSingleton<HeldLedger>();
        services.AddSingleton<IExitGuard, PrivacyGuard>();
        services.AddHostedService<HeldWriter>();
        services.AddScoped(provider => new PrivacyCheck(provider.GetRequiredService<Findings>(), provider.GetRequiredService<GuardRuleBook>(), provider.GetRequiredService<Here>(), provider.GetRequiredService<IStringLocalizer<SafetyText>>()));
        services.AddScoped<HeldQueries>().AddScoped<HeldWords>();
        services.AddScoped(provider => new MaskedWords(provider.GetRequiredService<Findings>(), provider.GetRequiredService<Here>()));
        services.AddScoped<CalmCheck>().AddScoped<WordMends>().AddScoped<GuardRuleBook>().AddScoped<KeepGuardRules>().AddScoped<MayLet>().AddScoped<Telling>();
        services.AddScoped<ReleaseContent>();
        services.AddScoped<MaskContent>();
        ClaimSetup.Add(services);
        ConsentSetup.Add(services);
        RightsSetup.Add(services);
        TrainingSetup.Add(services);
        services.AddSlot<SafetyWaiting>(SlotNames.DeskWaiting, 30);
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        AdviceApi.Map(routes);
        ClaimsApi.Map(routes);
        ConsentsApi.Map(routes);
        ProofRoutes.Map(routes);
        Training.TrainingApi.Map(routes);
        RightsRoutes.Map(routes);
    }
}
