using System.CommandLine;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Upgrading;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Commands;

/// <summary>Runs a command on the installation's own data, beside a program that may be serving it.</summary>
internal static class OwnScope
{
    /// <summary>Brings the schema up, then does the work with the rights of the installation itself.</summary>
    public static async Task<int> Run(ParseResult parsed, Func<IServiceProvider, Task<int>> work, CancellationToken cancel)
    {
        await using var app = PendopoApp.Build([.. Settings.Arguments(parsed), "--Logging:LogLevel:Default=Warning"]);
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<UpgradeSchema>().Run(cancel);
        }
        catch (Exception error) when (error is NewerDatabaseException or BrokenOffException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(error.Message);
            return 1;
        }
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        await scope.ServiceProvider.GetRequiredService<SettingsBook>().Load(cancel);
        await scope.ServiceProvider.GetRequiredService<RoleUpkeep>().Run(cancel);
        return await work(scope.ServiceProvider);
    }
}
