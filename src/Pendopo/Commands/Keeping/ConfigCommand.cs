using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Npgsql;
using Pendopo.Platform.Backups.Upgrading;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Commands.Keeping;

/// <summary>`config show`: each setting, its value and where it came from. Secrets are named and never shown.</summary>
internal static class ConfigCommand
{
    private const string Hidden = "(set, not shown)";

    // Name, what holds when nothing is set, secret or not.
    private static readonly (string Key, string Start, bool Secret)[] Known =
    [
        ("data", "data", false), ("database", "(the embedded database)", false), ("urls", "http://localhost:5080", false), ("allow-private", "", false),
        ("key", "", true), ("key-file", "(in the data folder)", false), (UpgradeSchema.WithoutBackup, "false", false),
        (SettingKeys.PublicAddress, "", false), (SettingKeys.MailHost, "", false), (SettingKeys.MailPort, "587", false), (SettingKeys.MailSecurity, "starttls", false),
        (SettingKeys.MailUser, "", false), (SettingKeys.MailPassword, "", true), (SettingKeys.MailFrom, "", false),
        (SettingKeys.BackupFolder, "(backups in the data folder)", false), (SettingKeys.BackupDaily, "7", false), (SettingKeys.BackupWeekly, "4", false), (SettingKeys.BackupMonthly, "6", false),
        (SettingKeys.BackupRecovery, "", true),
    ];

    public static Command Create()
    {
        var config = new Command("config", "What is set.");
        var show = new Command("show", "Print each setting, its value and where it came from, separated by tabs. Secrets are named and never shown.");
        show.SetAction((parsed, cancel) => KeepingScope.Run(parsed, services => Show(services, parsed.InvocationConfiguration.Output, cancel)));
        config.Subcommands.Add(show);
        return config;
    }

    private static async Task<int> Show(IServiceProvider services, TextWriter output, CancellationToken cancel)
    {
        await LoadStored(services, cancel);
        var root = (IConfigurationRoot)services.GetRequiredService<IConfiguration>();
        foreach (var (key, start, secret) in Known)
        {
            var from = root.Providers.Reverse().FirstOrDefault(provider => provider.TryGet(key, out var found) && !string.IsNullOrEmpty(found));
            await output.WriteLineAsync(from is null ? $"{key}\t{start}\tnot set" : $"{key}\t{(secret ? Hidden : Plain(key, root[key]!))}\t{Name(from)}");
        }
        return 0;
    }

    // The settings of the pages are known when the database answers; when it does not, the rest is shown all the same.
    private static async Task LoadStored(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<PendopoDb>();
        if (await db.Database.CanConnectAsync(cancel) && (await db.Database.GetAppliedMigrationsAsync(cancel)).Any() && !(await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            await services.GetRequiredService<SettingsBook>().Load(cancel);
    }

    private static string Plain(string key, string value)
    {
        if (key != "database")
            return value;
        var connection = new NpgsqlConnectionStringBuilder(value);
        if (!string.IsNullOrEmpty(connection.Password))
            connection.Password = "***";
        return connection.ConnectionString;
    }

    private static string Name(IConfigurationProvider provider) => provider switch
    {
        StoredSettings => "the pages under Administration",
        CommandLineConfigurationProvider => "the command line",
        EnvironmentVariablesConfigurationProvider => "the environment",
        JsonConfigurationProvider json => json.Source.Path ?? "a file",
        _ => "the program's host",
    };
}
