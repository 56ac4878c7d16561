using MathNet.Numerics.Distributions;

namespace Pendopo.Evaluation.Signals;

/// <summary>One generated series with its known current outbreak.</summary>
internal sealed record SimulatedSeries(int Scenario, int K, double[] Counts, int Start, int Last, IReadOnlySet<int> OutbreakWeeks);

/// <summary>
/// Twelve years of weekly counts with four past outbreaks and one current one. Source of the model and of the eight scenarios: Noufaily
/// et al., Stat Med 32 (2013) 1206-1222, section 3.
/// </summary>
internal sealed class OutbreakSimulator(int seed)
{
    public const int Weeks = 624;
    public const int FirstScored = 576;

    // theta, beta, harmonics, g1, g2, phi
    private static readonly (double Theta, double Beta, int M, double G1, double G2, double Phi)[] Scenarios =
    [
        (0.5, 0, 0, 0, 0, 1.5), (1.5, 0, 1, 0.2, -0.4, 1), (2.5, 0.001, 2, 0.2, 0.1, 1.2), (3.75, 0.001, 1, 0.1, 0.1, 1.1),
        (5, 0, 0, 0, 0, 1.2), (2.5, 0, 1, 1, 0.5, 2), (-2, 0, 1, 0.3, 0.3, 2), (0.1, 0.0025, 1, 0.6, 0.6, 1.5),
    ];

    /// <summary>Sizes of the current outbreak in standard deviations.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [2, 3, 5, 10];

    private readonly Random _random = new(seed);

    /// <summary>One series for each scenario and size of outbreak, <paramref name="replicates"/> times.</summary>
    public IEnumerable<SimulatedSeries> Series(int replicates)
    {
        for (var r = 0; r < replicates; r++)
        {
            for (var s = 0; s < Scenarios.Length; s++)
            {
                foreach (var k in Sizes)
                    yield return One(s, k);
            }
        }
    }

    private SimulatedSeries One(int scenario, int k)
    {
        var phi = Scenarios[scenario].Phi;
        var means = Enumerable.Range(1, Weeks).Select(t => Mean(scenario, t)).ToArray();
        var counts = Array.ConvertAll(means, mean => (double)Draw(mean, phi));
        for (var past = 0; past < 4; past++)
        {
            var start = _random.Next(313, 561);
            Spread(counts, start, Poisson.Sample(_random, 3 * Math.Sqrt(phi * means[start - 1])));
        }
        var current = _random.Next(576, 616);
        var weeks = Spread(counts, current, Math.Max(2, Poisson.Sample(_random, k * Math.Sqrt(phi * means[current - 1]))));
        return new(scenario + 1, k, counts, weeks.Min, weeks.Max, weeks);
    }

    private static double Mean(int scenario, int t)
    {
        var s = Scenarios[scenario];
        var eta = s.Theta + s.Beta * t;
        for (var j = 1; j <= s.M; j++)
            eta += s.G1 * Math.Cos(2 * Math.PI * j * t / 52) + s.G2 * Math.Sin(2 * Math.PI * j * t / 52);
        return Math.Exp(eta);
    }

    private int Draw(double mean, double phi) =>
        Poisson.Sample(_random, phi > 1 ? Gamma.Sample(_random, mean / (phi - 1), 1 / (phi - 1)) : mean);

    // A case falls floor(lognormal(0, 0.5)) weeks after the start; cases beyond the last week are not seen.
    private SortedSet<int> Spread(double[] counts, int start, int cases)
    {
        var weeks = new SortedSet<int>();
        for (var i = 0; i < cases; i++)
        {
            var week = start + (int)Math.Floor(LogNormal.Sample(_random, 0, 0.5));
            if (week > Weeks)
                continue;
            counts[week - 1]++;
            weeks.Add(week);
        }
        return weeks;
    }
}
