using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Pendopo.Platform.Ui.Charts;

/// <summary>Lines over time, as a sentence, a drawing and a table.</summary>
public sealed partial class LineChart
{
    private const int PlotHeight = 200;

    private Plot plot = Plot.For(1, [], PlotHeight);
    private IReadOnlyList<(string Name, string Class, double Wanted)> ends = [];
    private IReadOnlyList<double> places = [];

    /// <summary>What the chart says, in one sentence.</summary>
    [Parameter, EditorRequired]
    public string Sentence { get; set; } = "";

    /// <summary>What is drawn, with its unit.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Head of the first column of the table: "Day".</summary>
    [Parameter, EditorRequired]
    public string XTitle { get; set; } = "";

    /// <summary>Names of the points, oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Points { get; set; } = [];

    /// <summary>One to four lines.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ChartSeries> Series { get; set; } = [];

    /// <summary>Bounds, drawn dashed.</summary>
    [Parameter]
    public IReadOnlyList<ChartBound> Bounds { get; set; } = [];

    /// <summary>Address of the figures as CSV, or null.</summary>
    [Parameter]
    public string? CsvHref { get; set; }

    private IEnumerable<(string Name, IReadOnlyList<double?> Values)> Columns
        => Series.Select(s => (s.Name, s.Values)).Concat(Bounds.Select(b => (b.Name, b.Values)));

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        var all = Series.SelectMany(s => s.Values.Concat(s.High ?? []).Concat(s.Low ?? [])).Concat(Bounds.SelectMany(b => b.Values));
        plot = Plot.For(Points.Count, all, PlotHeight);
        ends = [.. Series.Select((s, i) => (s.Name, "series " + Colour(i), s.Values)).Concat(Bounds.Select(b => (b.Name, "bound", b.Values)))
            .Where(e => e.Values.Any(v => v is not null)).Select(e => (e.Name, e.Item2, plot.Y(e.Values.Last(v => v is not null)!.Value) + 5))];
        places = plot.Spread([.. ends.Select(e => e.Wanted)]);
    }

    private string Colour(int index) => Series[index].Alarm ? "c9" : "c" + ((index % 4) + 1).ToString(CultureInfo.InvariantCulture);

    private string Figure(double? value) => value?.ToString("N0", CultureInfo.CurrentCulture) ?? T["Unknown"].Value;

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    // Razor keeps <text> for itself, so the element is built here.
    private static RenderFragment SvgText(string? css, string x, double y, string anchor, string words) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", css);
        builder.AddAttribute(2, "x", x);
        builder.AddAttribute(3, "y", N(y));
        builder.AddAttribute(4, "text-anchor", anchor);
        builder.AddAttribute(5, "aria-hidden", "true");
        builder.AddContent(6, words);
        builder.CloseElement();
    };
}
