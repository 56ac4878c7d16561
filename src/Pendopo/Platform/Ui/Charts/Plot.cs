using System.Globalization;
using System.Text;

namespace Pendopo.Platform.Ui.Charts;

/// <summary>Where values stand on a plot of fixed height whose width is 1000 units stretched to the page.</summary>
/// <param name="Points">How many points the x axis has; at least 1.</param>
/// <param name="Top">The value at the upper edge; above zero.</param>
/// <param name="Bottom">The value at the lower edge; zero, or below when values are negative.</param>
/// <param name="Height">Height in pixels.</param>
internal sealed record Plot(int Points, double Top, double Bottom, int Height)
{
    private const int Headroom = 26;

    public static Plot For(int points, IEnumerable<double?> values, int height)
    {
        var known = values.OfType<double>().Where(double.IsFinite).ToList();
        var step = Step(Math.Max(known.DefaultIfEmpty(1).Max(), 0) - Math.Min(known.DefaultIfEmpty(0).Min(), 0));
        var top = Math.Max(step, Math.Ceiling(known.DefaultIfEmpty(1).Max() / step) * step);
        var bottom = Math.Min(0, Math.Floor(known.DefaultIfEmpty(0).Min() / step) * step);
        return new Plot(Math.Max(points, 1), top, bottom, height);
    }

    /// <summary>1, 2 or 5 times a power of ten, so that about three lines cross the plot.</summary>
    internal static double Step(double span)
    {
        if (span <= 0)
        {
            return 1;
        }

        var raw = span / 3;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return (raw / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }

    public IEnumerable<double> Ticks()
    {
        var step = Step(Top - Bottom);
        for (var i = 0; Bottom + (i * step) <= Top + (step / 1000); i++)
        {
            yield return Bottom + (i * step);
        }
    }

    public double X(int point) => Points == 1 ? 500 : 1000.0 * point / (Points - 1);

    public double Y(double value) => Headroom + ((Top - value) / (Top - Bottom) * (Height - Headroom - 2));

    /// <summary>A path through the known values; a gap where one is missing, a dash where a value stands alone.</summary>
    public string Line(IReadOnlyList<double?> values)
    {
        var path = new StringBuilder();
        var down = false;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                down = false;
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{(down ? 'L' : 'M')}{X(i):0.#} {Y(value):0.#}");
            if (!down && (i + 1 >= values.Count || values[i + 1] is null))
            {
                path.Append("h4");
            }

            down = true;
        }

        return path.ToString();
    }

    /// <summary>The area between two lines, where both are known.</summary>
    public string Band(IReadOnlyList<double?> low, IReadOnlyList<double?> high)
    {
        var there = Enumerable.Range(0, Math.Min(low.Count, high.Count)).Where(i => low[i] is not null && high[i] is not null).ToList();
        if (there.Count < 2)
        {
            return "";
        }

        var path = new StringBuilder();
        foreach (var i in there)
        {
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? 'M' : 'L')}{X(i):0.#} {Y(high[i]!.Value):0.#}");
        }

        foreach (var i in Enumerable.Reverse(there))
        {
            path.Append(CultureInfo.InvariantCulture, $"L{X(i):0.#} {Y(low[i]!.Value):0.#}");
        }

        return path.Append('Z').ToString();
    }

    /// <summary>Heights for labels at the lines' ends, in the given order, at least one line of text apart and inside the plot.</summary>
    public IReadOnlyList<double> Spread(IReadOnlyList<double> wanted)
    {
        const double apart = 19;
        var places = new double[wanted.Count];
        var last = 0.0;
        foreach (var i in Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]))
        {
            places[i] = last = Math.Max(wanted[i], last + (last > 0 ? apart : 14));
        }

        var over = Math.Max(0, last - (Height - 6));
        return [.. places.Select(p => p - over)];
    }
}
