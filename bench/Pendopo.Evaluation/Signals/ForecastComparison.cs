using System.Globalization;
using Pendopo.Signals;
using Pendopo.Signals.Forecasts;

namespace Pendopo.Evaluation.Signals;

/// <summary>Skill of the forecasts against seasonal naive on published series.</summary>
internal static class ForecastComparison
{
    private const int Horizon = 4;

    public static void Print(TextWriter output)
    {
        output.WriteLine($"{"series",-24} {"naive MAE",10} {"Holt-Winters",28} {"harmonic regression",28}");
        var beaten = Enum.GetValues<ForecastMethod>().ToDictionary(m => m, _ => 0);
        var n = 0;
        foreach (var (name, series) in Series())
        {
            var skills = Backtest.Skills(series, Horizon);
            if (skills[0].Comparisons == 0)
                continue;
            output.WriteLine($"{name,-24} {skills[0].MeanAbsoluteError,10:F2} {string.Join(' ', skills.Skip(1).Select(Words))}");
            foreach (var skill in skills.Where(s => s.BeatsSeasonalNaive))
                beaten[skill.Method]++;
            n++;
        }
        output.WriteLine($"Better than seasonal naive, of {n} series: Holt-Winters {beaten[ForecastMethod.HoltWinters]}, harmonic regression {beaten[ForecastMethod.HarmonicRegression]}.");
    }

    private static string Words(ForecastSkill s) =>
        $"skill {s.Skill,6:F2}, 80 % holds {100 * s.Coverage,3:F0} %{(s.BeatsSeasonalNaive ? " " : "!")}";

    private static IEnumerable<(string, CountSeries)> Series()
    {
        var folder = SharedData.Find("surveillance");
        foreach (var row in RTables.Rows(Path.Combine(folder, "series_meta.csv")).Where(r => r["freq"] != "365"))
            yield return (row["series"], RTables.Series(Path.Combine(folder, row["series"] + ".csv"), (Cadence)int.Parse(row["freq"], CultureInfo.InvariantCulture)));
        yield return ("dengue Sri Lanka", Dengue("srilanka_week.csv", Cadence.Weekly));
        yield return ("dengue Indonesia", Dengue("indonesia_adm0_month.csv", Cadence.Monthly));
    }

    private static CountSeries Dengue(string file, Cadence cadence)
    {
        var rows = RTables.Rows(Path.Combine(SharedData.Find("opendengue"), file))
            .GroupBy(r => DateOnly.Parse(r["start"], CultureInfo.InvariantCulture)).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => RTables.Number(g.First()["cases"]));
        var dates = new List<DateOnly>();
        for (var date = rows.Keys.Min(); date <= rows.Keys.Max(); date = cadence == Cadence.Weekly ? date.AddDays(7) : date.AddMonths(1))
            dates.Add(date);
        return new(dates.ConvertAll(d => rows.GetValueOrDefault(d, double.NaN)), cadence, dates);
    }
}
