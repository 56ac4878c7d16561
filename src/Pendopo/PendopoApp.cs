using System.CommandLine;
using Pendopo.Carried;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Upgrading;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Setup;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;
using Pendopo.Sample;

namespace Pendopo;

/// <summary>Puts the house together: settings, services, the way of a request, rooms.</summary>
internal static class PendopoApp
{
    /// <summary>An installed program finds its style sheet, icons and pendopo.json beside itself, from whichever folder it is started.</summary>
    internal static string? ContentRoot => CarriedFiles.All is not null || Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null;

    /// <param name="arguments">Of the command line.</param>
    /// <param name="serves">Whether visitors come as soon as it stands.</param>
    public static WebApplication Build(string[] arguments, bool serves = false)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = arguments,
            ApplicationName = typeof(PendopoApp).Assembly.GetName().Name,
            ContentRootPath = ContentRoot,
        });
        builder.AddSettings(arguments);
        builder.WebHost.UseStaticWebAssets();
        CarriedAssets.Use(builder);
        var installation = Installation.From(builder.Configuration);
        PrivateFiles.Folder(installation.DataFolder);
        builder.Services.AddSingleton(installation);
        builder.AddStoredSettings();
        builder.Services.AddScoped<SampleTraces>().AddScoped<RemoveSample>();
        builder.Services.AddSingleton(new SampleContent((scope, cancel) => new SampleWorld(scope).LoadBeside(cancel)));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(House.Rooms);
        builder.Services.AddSingleton(Schedule.All);
        builder.Services.AddPendopoData(installation);
        builder.AddWeb();
        var navigation = new Navigation();
        builder.Services.AddSingleton(navigation);
        foreach (var room in House.Rooms)
        {
            room.AddServices(builder.Services);
            foreach (var item in room.Navigation)
                navigation.Add(item);
        }
        var app = builder.Build();
        if (serves)
            _ = app.Services.GetRequiredService<Rehearsal>().MapTables();
        app.UseWeb();
        foreach (var room in House.Rooms)
            room.MapRoutes(app);
        return app;
    }

    /// <summary>Serves until asked to stop; a database that cannot be served is told in a sentence, with exit code 1.</summary>
    public static async Task<int> Run(WebApplication app, InvocationConfiguration output, CancellationToken cancel)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        await app.StartAsync(cancel);
        try
        {
            await TellSetup(app, output, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Asked to stop as soon as it served: what it has taken on since is brought to its end below, as at any other time.
        }
        _ = QuietMemory.OfThisProcess(TimeProvider.System).Watch(app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync(cancel);
        if (readiness.Ready.Exception is not { InnerException: { } refusal })
            return 0;
        await output.Error.WriteLineAsync(refusal is NewerDatabaseException or BrokenOffException or InstallationKeyException ? refusal.Message : refusal is BackupException noBackup ? $"No backup could be made before the upgrade, so nothing was changed. {noBackup.Sentence}" : "The database could not be prepared; the log says why. `pendopo doctor` looks for the cause.");
        return 1;
    }

    /// <summary>Before the set-up there is no password to know: who can read the program's own output may open the wizard.</summary>
    private static async Task TellSetup(WebApplication app, InvocationConfiguration output, CancellationToken cancel)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        await Task.WhenAny(readiness.Ready, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, app.Lifetime.ApplicationStopping)).WaitAsync(cancel);
        if (!readiness.IsReady)
            return;
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<SetupGate>().Path(cancel) is not { } path)
            return;
        var address = app.Urls.FirstOrDefault() is { } url ? url.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal) : "";
        await output.Output.WriteLineAsync($"Pendopo is not set up yet. Open this link to set it up: {address}{path}");
    }
}
