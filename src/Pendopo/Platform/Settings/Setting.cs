using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Nodes;

namespace Pendopo.Platform.Settings;

/// <summary>A setting of the whole installation that its pages can change.</summary>
public sealed class Setting : IEntity
{
    public string Key { get; init; } = "";
    public string Value { get; set; } = "";
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>The names of the settings kept in the database.</summary>
public static class SettingKeys
{
    /// <summary>The address under which people reach this installation, such as `https://puskesmas.example`.</summary>
    public const string PublicAddress = "public-address";

    public const string MailHost = "mail:host", MailPort = "mail:port", MailSecurity = "mail:security", MailUser = "mail:user",
        MailPassword = "mail:password", MailFrom = "mail:from";

    /// <summary>Where backups are kept, and how many of them: of the latest days, weeks and months.</summary>
    public const string BackupFolder = "backup:folder", BackupDaily = "backup:daily", BackupWeekly = "backup:weekly", BackupMonthly = "backup:monthly";

    internal const string BackupRecovery = "backup:recovery";

    internal const string SetupSecret = "setup:secret", SetupAnswers = "setup:answers", KnownPermissions = "access:known-permissions",
        AuditVerdict = "audit:verdict";
}

/// <summary>The installation's settings as the configuration sees them: below the config file, the environment and the command
/// line, which therefore win.</summary>
public sealed class StoredSettings : ConfigurationProvider, IConfigurationSource
{
    IConfigurationProvider IConfigurationSource.Build(IConfigurationBuilder builder) => this;

    internal void Take(IEnumerable<Setting> settings)
    {
        var fresh = settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value, StringComparer.OrdinalIgnoreCase);
        if (fresh.Count == Data.Count && fresh.All(pair => Data.TryGetValue(pair.Key, out var known) && known == pair.Value))
            return;
        Data = fresh;
        OnReload();
    }
}

internal static class SettingsSetup
{
    /// <summary>Puts the stored settings below all others.</summary>
    public static void AddStoredSettings(this WebApplicationBuilder builder)
    {
        var stored = new StoredSettings();
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, stored);
        builder.Services.AddSingleton(stored);
    }
}

/// <summary>Reads and changes the installation's settings.</summary>
public sealed class SettingsBook(PendopoDb db, StoredSettings stored, NodeWire wire, TimeProvider time)
{
    public async Task<string?> Read(string key, CancellationToken cancel) =>
        await db.Set<Setting>().Where(setting => setting.Key == key).Select(setting => setting.Value).FirstOrDefaultAsync(cancel);

    /// <summary>Adds the change to the context; an empty value takes the setting away.</summary>
    public async Task Write(string key, string? value, CancellationToken cancel)
    {
        var row = await db.Set<Setting>().FirstOrDefaultAsync(setting => setting.Key == key, cancel);
        if (string.IsNullOrEmpty(value))
        {
            if (row is not null)
                db.Remove(row);
            return;
        }
        if (row is null)
            db.Add(row = new Setting { Key = key });
        (row.Value, row.UpdatedAt) = (value, time.Now());
    }

    /// <summary>Makes what is stored known to this node.</summary>
    public async Task Load(CancellationToken cancel) => stored.Take(await db.Set<Setting>().AsNoTracking().ToListAsync(cancel));

    /// <summary>Makes what was changed known to this node and to the others; called after it was saved.</summary>
    public async Task Publish(CancellationToken cancel)
    {
        await Load(cancel);
        wire.Tell(SettingsWatch.Kind, "");
    }
}
