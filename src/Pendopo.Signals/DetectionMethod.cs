namespace Pendopo.Signals;

/// <summary>What judged a point.</summary>
public enum DetectionMethod
{
    /// <summary>Nothing: too little history, or the count is missing.</summary>
    None,

    /// <summary>EARS C1: the seven points before.</summary>
    EarsC1,

    /// <summary>EARS C2: seven points with a gap of two.</summary>
    EarsC2,

    /// <summary>EARS C3: C2 summed over three points.</summary>
    EarsC3,

    /// <summary>Farrington flexible.</summary>
    FarringtonFlexible,

    /// <summary>Cumulative sum.</summary>
    Cusum,

    /// <summary>The recommended detector with season (and trend where it holds).</summary>
    Seasonal,

    /// <summary>The recommended detector with a level only: less than two years of history.</summary>
    Level,
}
