using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Pendopo.Tests.Platform.Observing;

/// <summary>Hears what the house says about itself: its log, its measures, its traces.</summary>
internal sealed class Ears : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Log { get; } = new();

    public ConcurrentQueue<string> Measures { get; } = new();

    public ConcurrentQueue<string> Traces { get; } = new();

    public MeterListener Measure()
    {
        var listener = new MeterListener { InstrumentPublished = (instrument, own) => own.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        return listener;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Log.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Dispose()
    {
    }

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Value is string text)
                Measures.Enqueue($"{instrument.Name} {tag.Key}={text}");
        }
    }

    internal sealed class Keep(ConcurrentQueue<string> traces) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                traces.Enqueue(span.DisplayName);
                foreach (var tag in span.TagObjects.Concat(span.Events.SelectMany(happened => happened.Tags)))
                    traces.Enqueue($"{tag.Key}={tag.Value}");
            }
            return ExportResult.Success;
        }
    }
}
