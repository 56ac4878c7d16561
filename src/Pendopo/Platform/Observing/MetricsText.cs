using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Pendopo.Platform.Observing;

/// <summary>The metrics as Prometheus reads them (prometheus.io, text exposition format 0.0.4). Counting begins with the first question, so
/// that a house nobody measures pays nothing.</summary>
internal sealed class MetricsText : IDisposable
{
    private readonly Lock turn = new();
    private (MeterProvider Provider, Pull Exporter)? open;

    public string Read()
    {
        lock (turn)
        {
            open ??= Open();
            var (_, exporter) = open.Value;
            exporter.Text.Clear();
            exporter.Collect!(5000);
            return exporter.Text.ToString();
        }
    }

    public void Dispose() => open?.Provider.Dispose();

    private static (MeterProvider, Pull) Open()
    {
        var exporter = new Pull();
        return (Telemetry.Metrics().AddReader(new BaseExportingMetricReader(exporter)).Build(), exporter);
    }

    [ExportModes(ExportModes.Pull)]
    private sealed class Pull : BaseExporter<Metric>, IPullMetricExporter
    {
        public StringBuilder Text { get; } = new();

        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
                Write(metric);
            return ExportResult.Success;
        }

        private void Write(Metric metric)
        {
            var name = Name(metric.Name) + (metric.Unit == "s" ? "_seconds" : metric.Unit == "By" ? "_bytes" : "");
            var kind = metric.MetricType switch { MetricType.LongSum or MetricType.DoubleSum => "counter", MetricType.Histogram => "histogram", _ => "gauge" };
            if (kind == "counter")
                name += "_total";
            Text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {kind}\n");
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                var labels = Labels(point.Tags);
                switch (metric.MetricType)
                {
                    case MetricType.Histogram: Histogram(name, labels, point); break;
                    case MetricType.LongSum or MetricType.LongSumNonMonotonic: Line(name, labels, point.GetSumLong()); break;
                    case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic: Line(name, labels, point.GetSumDouble()); break;
                    case MetricType.LongGauge: Line(name, labels, point.GetGaugeLastValueLong()); break;
                    case MetricType.DoubleGauge: Line(name, labels, point.GetGaugeLastValueDouble()); break;
                }
            }
        }

        private void Histogram(string name, string labels, MetricPoint point)
        {
            var sum = 0L;
            foreach (var bucket in point.GetHistogramBuckets())
            {
                sum += bucket.BucketCount;
                var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : bucket.ExplicitBound.ToString(CultureInfo.InvariantCulture);
                Line(name + "_bucket", (labels.Length > 0 ? labels + "," : "") + $"le=\"{bound}\"", sum);
            }
            Line(name + "_sum", labels, point.GetHistogramSum());
            Line(name + "_count", labels, point.GetHistogramCount());
        }

        private void Line(string name, string labels, double value) =>
            Text.Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(CultureInfo.InvariantCulture, $" {value}\n");

        private static string Labels(ReadOnlyTagCollection tags)
        {
            var parts = new List<string>();
            foreach (var (key, value) in tags)
                parts.Add($"{Name(key)}=\"{Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"");
            return string.Join(',', parts);
        }

        private static string Name(string name) => string.Concat(name.Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '_'));
    }
}
