using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Pendopo.Platform.Observing;

/// <summary>Sends traces and metrics by OTLP, when the installation says where (`otlp`, or OTEL_EXPORTER_OTLP_ENDPOINT as every OpenTelemetry
/// program reads it). Without an address nothing is built, listened to or sent.</summary>
internal sealed class Telemetry(IConfiguration settings) : IHostedService, IDisposable
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var address = settings["otlp"] ?? Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT");
        if (Uri.TryCreate(address, UriKind.Absolute, out var endpoint))
            Open(endpoint);
        return Task.CompletedTask;
    }

    // Apart from the start, so that a house without a collector does not load what it never uses.
    private void Open(Uri endpoint)
    {
        traces = Traces().AddOtlpExporter(otlp => otlp.Endpoint = endpoint).Build();
        metrics = Metrics().AddOtlpExporter(otlp => otlp.Endpoint = endpoint).Build();
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // What was gathered last leaves with the program, but does not hold it up.
        traces?.Shutdown(2000);
        metrics?.Shutdown(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    internal static TracerProviderBuilder Traces() => Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe)
        .AddSource("Microsoft.AspNetCore", HouseMeter.Name).AddProcessor(new WithoutPeople());

    internal static MeterProviderBuilder Metrics() => Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe)
        .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", HouseMeter.Name);

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService("pendopo", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(), serviceInstanceId: Environment.MachineName);
}

/// <summary>Takes out of a trace what may tell of a person: addresses that hold what somebody searched for or a one-time link, who asked,
/// from where, with which browser. What is left is the address pattern.</summary>
internal sealed class WithoutPeople : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.route", "http.response.status_code", "error.type", "url.scheme", "network.protocol.version", "network.protocol.name", "kind", "outcome",
    };

    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.Select(tag => tag.Key).Where(key => !Kept.Contains(key)).ToList())
            data.SetTag(tag, null);
        if (data.Source.Name != HouseMeter.Name)
            data.DisplayName = $"{data.GetTagItem("http.request.method")} {data.GetTagItem("http.route")}".Trim();
    }
}
