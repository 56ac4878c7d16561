using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Platform.Web;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>The real program, serving on a port of loopback with the sample world of its own: real clock, real workers, real
/// outbound calls, which may reach loopback.</summary>
internal sealed class LiveHouse : WebApplicationFactory<Program>
{
    private readonly SampleFolder folder;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly int port = FreePort.Next();
    private readonly ConcurrentQueue<string> problems = new();

    private LiveHouse(SampleFolder folder, IReadOnlyDictionary<string, string> settings)
    {
        (this.folder, this.settings) = (folder, settings);
        UseKestrel();
    }

    /// <summary>Where the program serves, without a slash at the end.</summary>
    public string Address => $"http://localhost:{port}";

    public SamplePerson Person(string role) => folder.People[role];

    /// <summary>Warnings and errors that the program logged.</summary>
    public IReadOnlyCollection<string> Problems => problems;

    /// <summary>Loads the sample world and serves it.</summary>
    /// <param name="settings">Further settings, as the config file names them.</param>
    public static async Task<LiveHouse> StartAsync(Database database, IReadOnlyDictionary<string, string>? settings = null)
    {
        return await StartAsync(await SampleFolder.LoadAsync(database), settings ?? new Dictionary<string, string>());
    }

    /// <summary>Serves an installation that waits for its set-up.</summary>
    public static Task<LiveHouse> EmptyAsync() => StartAsync(SampleFolder.Empty(), new Dictionary<string, string>());

    private static async Task<LiveHouse> StartAsync(SampleFolder folder, IReadOnlyDictionary<string, string> settings)
    {
        var house = new LiveHouse(folder, settings);
        house.StartServer();
        await house.Services.GetRequiredService<Readiness>().Ready;
        return house;
    }

    /// <summary>A scope in which one centre's rows are seen and written.</summary>
    public async Task<AsyncServiceScope> ScopeOfAsync(string handle)
    {
        var centre = await Services.GetRequiredService<CentreDirectory>().ByHandle(handle, default);
        var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(centre!.Id);
        return scope;
    }

    /// <summary>Puts a periodic job into the queue now, instead of waiting for its turn.</summary>
    public async Task HurryAsync(IJob job)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        scope.ServiceProvider.GetRequiredService<JobBoard>().Add(job);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
    }

    /// <summary>The cookies of a fresh sign-in.</summary>
    public async Task<IReadOnlyList<string>> SignInAsync(SamplePerson person)
    {
        await using var scope = Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Account>().FirstAsync(found => found.Email == person.Email);
        return await SignInCookies.For(scope.ServiceProvider, account);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder.Path, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        for (var i = 0; i < folder.Settings.Length; i += 2)
            builder.UseSetting(folder.Settings[i].TrimStart('-'), folder.Settings[i + 1]);
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
        // As a setting: a port given to the factory is written into a server that may be starting already.
        builder.UseSetting("urls", Address);
        builder.UseSetting("public-address", Address);
        builder.UseSetting("allow-private", "127.0.0.0/8,::1/128");
        builder.UseEnvironment(Environments.Production);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(new ProblemLog(problems)));
    }

    private sealed class ProblemLog(ConcurrentQueue<string> problems) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                problems.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
