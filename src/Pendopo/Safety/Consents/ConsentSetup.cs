using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>What the register of consents adds to its room.</summary>
internal static class ConsentSetup
{
    public const string MaySee = "safety.consents-see", MayAsk = "safety.consents-ask", MayWrite = "safety.consents-write";

    public static IEnumerable<Permission> Permissions =>
    [
        new(MaySee, SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.Clinician, SampleRoles.Desk, SampleRoles.SafetyLead, SampleRoles.Head, SampleRoles.Auditor),
        new(MayAsk, SampleRoles.Officer, SampleRoles.Clinician, SampleRoles.Desk, SampleRoles.SafetyLead, SampleRoles.Head),
        new(MayWrite, SampleRoles.SafetyLead, SampleRoles.Head),
    ];

    public static NavItem Item => new(NavPlace.Desk, 62, "/desk/consents", "verified", () => ConsentText.Say("Consents"), MaySee);

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ConsentLinks>().AddScoped<ConsentChannels>().AddScoped<ConsentWordings>().AddScoped<ConsentDesk>();
        services.AddScoped<AskForConsent>().AddScoped<AnswerConsent>().AddScoped<EndConsent>().AddScoped<WithdrawConsent>().AddScoped<ConsentReader>().AddScoped<ProofPdf>().AddScoped<NoteOpening>().AddScoped<PaperTools>();
        services.AddScoped<RecallLedger>().AddScoped<Pendopo.Platform.Backups.Erasures.IOutsiderErasure, ConsentErasure>();
        services.AddSingleton<ConsentReading>();
        services.AddScoped(provider => new ConsentUses(provider.GetRequiredService<PendopoDb>(), provider.GetRequiredService<ConsentReading>(), provider.GetRequiredService<CentreDirectory>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IStringLocalizer<ConsentText>>()));
        services.AddScoped<ConsentRegister>().AddScoped(provider => new OutsideConsents(provider.GetRequiredService<PendopoDb>(), provider.GetRequiredService<Here>(),
            provider.GetRequiredService<ConsentRegister>(), provider.GetRequiredService<AuditBook>(), provider.GetRequiredService<TimeProvider>()));
        services.AddJob<CheckConsents, CheckConsentsJob>();
    }
}
