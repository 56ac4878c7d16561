using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Worries;

public enum WorryRisk
{
    /// <summary>Somebody looks the same day.</summary>
    Low,
    /// <summary>Somebody looks within the hour.</summary>
    Medium,
    /// <summary>Somebody answers within minutes, and it goes from one to the next until somebody has it.</summary>
    High,
}

/// <summary>When it may happen.</summary>
public enum WorryTime
{
    /// <summary>Nothing is said of it, or it was long ago.</summary>
    Unclear,
    TheseDays,
    Now,
}

/// <summary>How great the danger is, by what is said and how soon. The rows and times follow reference/methods.md section 10 (a plan, means or time at once; a wish to die
/// urgently; distress the same day); the minutes are our own choice.</summary>
internal static class RiskMatrix
{
    public static WorryRisk Of(DistressSign sign, WorryTime time) => (sign, time) switch
    {
        (DistressSign.Plan, _) or (DistressSign.Wish, WorryTime.Now) => WorryRisk.High,
        (DistressSign.Wish, _) or (_, WorryTime.Now) => WorryRisk.Medium,
        _ => WorryRisk.Low,
    };

    /// <summary>How long it may lie with nobody before others are told.</summary>
    public static TimeSpan Span(WorryRisk risk) => risk switch
    {
        WorryRisk.High => TimeSpan.FromMinutes(15),
        WorryRisk.Medium => TimeSpan.FromHours(1),
        _ => TimeSpan.FromHours(8),
    };
}
