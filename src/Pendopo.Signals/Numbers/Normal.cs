using MathNet.Numerics;

namespace Pendopo.Signals.Numbers;

/// <summary>Upper quantile and upper tail of the standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>The z with P(Z &gt; z) = <paramref name="alpha"/>.</summary>
    public static double UpperQuantile(double alpha) => Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * alpha);

    /// <summary>P(Z &gt; z), accurate far into the tail.</summary>
    public static double UpperTail(double z) => 0.5 * SpecialFunctions.Erfc(z / Constants.Sqrt2);
}
