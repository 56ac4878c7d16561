using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Upgrading;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Storage;
using Pendopo.Platform.Web;

namespace Pendopo.Tests.Harness;

/// <summary>The whole program as it is served, on a database and a data folder of its own, with the test's clock. Jobs run when
/// the test says so.</summary>
internal sealed class TestHost(string dataFolder, string? connectionString, ManualTime clock, Action<IServiceCollection>? more) : WebApplicationFactory<Program>
{
    static TestHost() => Complaints.Listen();

    /// <summary>Whether its workers take jobs up by themselves.</summary>
    public bool Works { get; init; }

    /// <summary>Whether it looks after its storage by itself; otherwise the test says when.</summary>
    public bool Watches { get; init; }

    /// <summary>Where it listens when it is served by Kestrel. As a setting and not by the factory's own port, which it writes into a server
    /// that may be starting already.</summary>
    public string? Url { get; set; }

    /// <summary>False for a program that only lends its services, as a command does: it neither prepares the database nor holds the data folder.</summary>
    public bool Serves { get; init; } = true;

    protected override IHost CreateHost(IHostBuilder builder)
    {
        var host = base.CreateHost(builder);
        // The program tells a fault of its start on its error output and ends; the factory takes its end for a start.
        return host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested
            ? host
            : throw new InvalidOperationException($"The program ended before it served. Its last complaints: {Complaints.Last}");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        if (Url is not null)
            builder.UseSetting("urls", Url);
        builder.UseSetting("data", dataFolder);
        if (connectionString is not null)
            builder.UseSetting("database", connectionString);
        builder.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Warning));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            var working = services.Where(service => service.ServiceType == typeof(IHostedService)
                && (((service.ImplementationType == typeof(JobWorker) || service.ImplementationType == typeof(SealSoon)) && !Works) || service.ImplementationType == typeof(PeriodicTicker)
                    // Most tests ask for no page: the table of routes is made by the first request.
                    || service.ImplementationType == typeof(RehearseOnceStarted)
                    || (service.ImplementationType == typeof(StorageGuard) && !Watches)
                    || (!Serves && (service.ImplementationType == typeof(SchemaStart) || service.ImplementationType == typeof(ServingMark))))).ToList();
            working.ForEach(service => services.Remove(service));
            services.AddSingleton<PeriodicTicker>();
            more?.Invoke(services);
        });
    }
}
