namespace Pendopo.Signals.Ears;

/// <summary>Which of the three early aberration reporting rules.</summary>
public enum EarsRule
{
    /// <summary>Baseline directly before the point.</summary>
    C1,

    /// <summary>Baseline that ends three points before the point.</summary>
    C2,

    /// <summary>Three successive C2 statistics together.</summary>
    C3,
}

/// <summary>Settings of <see cref="EarsDetector"/>.</summary>
public sealed record EarsSettings
{
    /// <summary>The rule; C1 unless told.</summary>
    public EarsRule Rule { get; init; } = EarsRule.C1;

    /// <summary>Length of the baseline in points, 3 or more; 7 unless told.</summary>
    public int Baseline { get; init; } = 7;

    /// <summary>Smallest standard deviation used, in counts, 0 or more; 0.5 or 1 is advised for sparse series.</summary>
    public double MinimumSigma { get; init; }

    /// <summary>One-sided error rate in (0, 0.5); null means 0.001 for C1 and C2, 0.025 for C3.</summary>
    public double? Alpha { get; init; }

    /// <summary>
    /// True: C3 as the R package <c>surveillance</c> codes it (the observed count stands where the definition has the mean, 0/0 gives no
    /// bound). False: C3 as CDC defines it.
    /// </summary>
    public bool RCompatible { get; init; }

    internal double EffectiveAlpha => Alpha ?? (Rule == EarsRule.C3 ? 0.025 : 0.001);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Baseline, 3);
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumSigma);
        if (!(EffectiveAlpha is > 0 and < 0.5))
            throw new ArgumentOutOfRangeException(nameof(Alpha), EffectiveAlpha, "alpha lies between 0 and 0.5.");
    }
}
