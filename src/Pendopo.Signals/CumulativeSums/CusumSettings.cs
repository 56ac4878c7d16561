namespace Pendopo.Signals.CumulativeSums;

/// <summary>How a count is standardised before it is summed.</summary>
public enum CusumTransformation
{
    /// <summary>(x - m) / sqrt(m).</summary>
    Standard,

    /// <summary>Rossi et al. 1999: (x - 3m + 2 sqrt(x m)) / (2 sqrt(m)), nearer to normal for small means.</summary>
    Rossi,

    /// <summary>Anscombe: 1.5 (x^(2/3) - m^(2/3)) / m^(1/6).</summary>
    Anscombe,
}

/// <summary>Where the in-control mean comes from.</summary>
public enum CusumMean
{
    /// <summary>The mean of all counts before the first monitored point.</summary>
    History,

    /// <summary>A Poisson regression on one yearly sine and cosine, fitted to the counts before the first monitored point.</summary>
    Seasonal,
}

/// <summary>Settings of <see cref="CusumDetector"/>.</summary>
public sealed record CusumSettings
{
    /// <summary>k: reference value in standard deviations, 0 or more.</summary>
    public double Reference { get; init; } = 1.04;

    /// <summary>h: decision limit in standard deviations, above 0.</summary>
    public double Limit { get; init; } = 2.26;

    /// <summary>m: a known in-control mean above 0, or null to take <see cref="MeanFrom"/>.</summary>
    public double? Mean { get; init; }

    /// <summary>Where the mean comes from when it is not given.</summary>
    public CusumMean MeanFrom { get; init; } = CusumMean.History;

    /// <summary>trans.</summary>
    public CusumTransformation Transformation { get; init; } = CusumTransformation.Standard;

    /// <summary>Start again from 0 after an alarm, so that one outbreak does not alarm for months. R's 1.20.3 never does.</summary>
    public bool Reset { get; init; } = true;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Reference);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Limit);
        if (Mean is { } mean && !(mean > 0))
            throw new ArgumentOutOfRangeException(nameof(Mean), mean, "A known mean is above 0.");
    }
}
