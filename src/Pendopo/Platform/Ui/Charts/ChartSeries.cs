namespace Pendopo.Platform.Ui.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">Written at the line's end.</param>
/// <param name="Values">One value a point; null where nothing is known, which leaves a gap and is never drawn as zero.</param>
/// <param name="Low">Lower end of the interval a point, or null.</param>
/// <param name="High">Upper end of the interval a point, or null.</param>
/// <param name="Alarm">Drawn in the colour of alarm.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values, IReadOnlyList<double?>? Low = null, IReadOnlyList<double?>? High = null, bool Alarm = false);

/// <summary>A bound that is not to be crossed, drawn dashed.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Values">One value a point; null leaves a gap.</param>
public sealed record ChartBound(string Name, IReadOnlyList<double?> Values);

/// <summary>One bar.</summary>
/// <param name="Name">Written above the bar.</param>
/// <param name="Value">At least zero; null is shown as unknown.</param>
/// <param name="Shown">How the value is written, or null for the plain number.</param>
/// <param name="Alarm">Drawn in the colour of alarm.</param>
/// <param name="Low">With <paramref name="High"/>: where the true value likely lies, drawn as a tint around the bar's end; null for a value that is certain.</param>
public sealed record ChartBar(string Name, double? Value, string? Shown = null, bool Alarm = false, double? Low = null, double? High = null);
