using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Audit;

/// <summary>Writing down, sealing, proving and showing who did what.</summary>
internal static class AuditSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(provider => new AuditKey(provider.GetRequiredService<HouseKey>()));
        services.AddSingleton<AuditHeads>();
        services.AddSingleton<AuditSignal>();
        services.AddHostedService<SealSoon>();
        services.AddScoped<AuditBook>();
        services.AddScoped<Openings>();
        services.AddScoped<AuditList>();
        services.AddScoped<AuditWalks>();
        services.AddScoped<AuditProof>();
        services.AddScoped<AuditState>();
        services.AddJob<SealAudit, SealAuditJob>();
        services.AddJob<CheckAudit, CheckAuditJob>();
    }
}
