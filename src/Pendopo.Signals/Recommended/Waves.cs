namespace Pendopo.Signals.Recommended;

/// <summary>Sines and cosines of the year and of the week at every point of a series.</summary>
internal sealed class Waves
{
    public const int MostYearly = 2;
    private const double DaysOfYear = 365.25;

    private readonly double[][] _yearly;
    private readonly double[][] _weekly;

    public Waves(CountSeries series)
    {
        _yearly = Table(series.Length, 2 * MostYearly, YearPhases(series));
        _weekly = series.Cadence == Cadence.Daily ? Table(series.Length, WaveModel.WeekdayColumns, i => i / 7.0) : [];
    }

    /// <summary>Column of the design at a 0-based position; the column is a weekday or a yearly one, not the constant or time.</summary>
    public double[] Column(WaveModel model, int column) =>
        column < model.FirstWaveColumn ? _weekly[column - 1] : _yearly[column - model.FirstWaveColumn];

    // With dates a year has its true length; by position it has 52 weeks, so that the same index means the same season as in R.
    private static Func<int, double> YearPhases(CountSeries series)
    {
        if (!series.HasDates)
            return i => (double)i / series.Frequency;
        var days = series.Dates.ToArray();
        return i => (days[i].DayNumber - days[0].DayNumber) / DaysOfYear;
    }

    private static double[][] Table(int length, int columns, Func<int, double> phase)
    {
        var table = new double[columns][];
        for (var j = 0; j < columns; j++)
        {
            table[j] = new double[length];
            for (var i = 0; i < length; i++)
            {
                var angle = 2 * Math.PI * (j / 2 + 1) * phase(i);
                table[j][i] = j % 2 == 0 ? Math.Cos(angle) : Math.Sin(angle);
            }
        }
        return table;
    }
}
