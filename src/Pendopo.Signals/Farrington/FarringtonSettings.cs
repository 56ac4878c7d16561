namespace Pendopo.Signals.Farrington;

/// <summary>How the upper bound is made from the fitted mean.</summary>
public enum FarringtonThreshold
{
    /// <summary>Normal approximation on a power scale (Farrington 1996).</summary>
    Delta,

    /// <summary>Negative binomial quantile at the fitted mean (Noufaily 2013).</summary>
    NegativeBinomialPlugin,

    /// <summary>Negative binomial quantile at the upper confidence limit of the mean ("muan").</summary>
    MeanUpperLimit,
}

/// <summary>Power scale of <see cref="FarringtonThreshold.Delta"/>.</summary>
public enum FarringtonPower
{
    /// <summary>2/3: skewness removed, the usual choice.</summary>
    TwoThirds,

    /// <summary>1/2: variance stabilised.</summary>
    Half,

    /// <summary>No transformation.</summary>
    None,
}

/// <summary>How the same week of earlier years is found.</summary>
public enum FarringtonReference
{
    /// <summary>Whole years back by position: t - frequency, t - 2 frequency ...</summary>
    Index,

    /// <summary>The same calendar day of earlier years, moved to the same day of the week in weekly series.</summary>
    Dates,
}

/// <summary>Settings of <see cref="FarringtonDetector"/>; R's control name is given with each. Defaults are R's.</summary>
public sealed record FarringtonSettings
{
    /// <summary>Noufaily et al. 2013: ten seasonal levels, half a year left out, trend always tried, negative binomial quantile.</summary>
    public static FarringtonSettings Noufaily { get; } = new()
    {
        Levels = 10, PastExcluded = 26, TrendThreshold = 1, Threshold = FarringtonThreshold.NegativeBinomialPlugin, Alpha = 0.005,
    };

    /// <summary>b: years of history, 1 or more.</summary>
    public int Years { get; init; } = 5;

    /// <summary>w: half width of each window in points, 0 or more.</summary>
    public int HalfWidth { get; init; } = 3;

    /// <summary>noPeriods: seasonal levels, 1 or more; 1 uses the windows only.</summary>
    public int Levels { get; init; } = 1;

    /// <summary>reweight: give past outbreaks less weight.</summary>
    public bool Reweight { get; init; } = true;

    /// <summary>weightsThreshold: Anscombe residual above which a past count loses weight.</summary>
    public double WeightsThreshold { get; init; } = 2.58;

    /// <summary>trend: try a trend.</summary>
    public bool Trend { get; init; } = true;

    /// <summary>pThresholdTrend: keep the trend when its two-sided p value is below, 0..1; 1 always keeps it.</summary>
    public double TrendThreshold { get; init; } = 0.05;

    /// <summary>pastWeeksNotIncluded: points before the judged one that are left out; null means <see cref="HalfWidth"/>.</summary>
    public int? PastExcluded { get; init; }

    /// <summary>thresholdMethod.</summary>
    public FarringtonThreshold Threshold { get; init; } = FarringtonThreshold.Delta;

    /// <summary>powertrans.</summary>
    public FarringtonPower Power { get; init; } = FarringtonPower.TwoThirds;

    /// <summary>alpha: one-sided error rate a point, in (0, 0.5).</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>limit54, first number: no alarm with fewer cases than this in the last <see cref="RecentPoints"/> points; 0 switches it off.</summary>
    public double RecentCases { get; init; } = 5;

    /// <summary>limit54, second number: 1 or more.</summary>
    public int RecentPoints { get; init; } = 4;

    /// <summary>populationOffset: model the rate a head; the series must carry its population.</summary>
    public bool PopulationOffset { get; init; }

    /// <summary>Reference points by position or by date.</summary>
    public FarringtonReference Reference { get; init; } = FarringtonReference.Index;

    /// <summary>
    /// True: every quirk of R's <c>farringtonFlexible</c> (standard errors from a dispersion on the wrong scale after reweighting, an
    /// unbounded muan mean). False: standard errors from the dispersion phi, muan capped, a failed fit judged by nothing.
    /// </summary>
    public bool RCompatible { get; init; }

    internal int EffectivePastExcluded => PastExcluded ?? HalfWidth;

    internal void Check(CountSeries series)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Years, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(HalfWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(Levels, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(EffectivePastExcluded);
        ArgumentOutOfRangeException.ThrowIfNegative(RecentCases);
        ArgumentOutOfRangeException.ThrowIfLessThan(RecentPoints, 1);
        if (!(Alpha is > 0 and < 0.5))
            throw new ArgumentOutOfRangeException(nameof(series), Alpha, "alpha lies between 0 and 0.5.");
        if (PopulationOffset && !series.HasPopulation)
            throw new ArgumentException("A population offset needs a series with its population.", nameof(series));
        if (Reference == FarringtonReference.Dates && !series.HasDates)
            throw new ArgumentException("Reference points by date need a series with dates.", nameof(series));
        var year = series.Frequency;
        if (Levels > 1 && year - 2 * HalfWidth - 1 < Levels - (2 * HalfWidth + 1))
            throw new ArgumentException("There are more seasonal levels than points between two windows.", nameof(series));
    }
}
