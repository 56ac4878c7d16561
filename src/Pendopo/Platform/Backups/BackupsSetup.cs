using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Pages;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Platform.Backups.Testing;
using Pendopo.Platform.Backups.Upgrading;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Slots;

namespace Pendopo.Platform.Backups;

/// <summary>What keeps the installation's data and keys.</summary>
internal static class BackupsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<HouseKey>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeySealer>();
        services.AddHostedService<KeysAtRest>();
        services.AddSingleton<TestBackup>();
        services.AddScoped(services => new RecoveryKeys(services.GetRequiredService<HouseKey>(), services.GetRequiredService<SettingsBook>(), services.GetRequiredService<EarlySettings>(),
            services.GetRequiredService<PendopoDb>(), services.GetRequiredService<AuditBook>()));
        services.AddScoped<MakeBackup>();
        services.AddScoped<BackupPlace>();
        services.AddScoped<EarlySettings>();
        services.AddScoped<ChoosePlace>();
        services.AddScoped<CodeOffer>();
        services.AddScoped<BackupBook>();
        services.AddScoped<BackupUrgency>();
        services.AddScoped<UpgradeSchema>();
        services.AddHostedService<ServingMark>();
        services.AddSingleton<ErasureLedger>();
        services.AddScoped<ErasureNotes>();
        services.AddScoped<ErasePerson>();
        services.AddScoped<EraseOutsider>();
        services.AddScoped<IOutsiderErasure, WorkErasure>();
        services.AddScoped<IErasure, PersonErasure>();
        services.AddJob<RunBackup, RunBackupJob>();
        services.AddJob<NightlyBackup, NightlyBackupJob>();
        services.AddSlot<BackupBanner>(SlotNames.DeskBanner, 10);
    }
}
