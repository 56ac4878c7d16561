namespace Pendopo.Care.Queue;

/// <summary>Minutes until somebody is called: as likely as not between them.</summary>
public sealed record WaitRange(int From, int To);

/// <summary>What a session's own pace says of a wait. Pure.</summary>
/// <remarks>The minutes between two calls of this session today are taken as gamma-like: mean and spread are estimated with a prior worth a few calls of the plan's
/// own length, and the range covers nine in ten of the sums of so many such minutes, the uncertainty of the mean itself included (QueuePaceTests
/// holds it on simulated days with no-shows and priorities).</remarks>
internal static class QueuePace
{
    // A plan's minutes weigh as much as three calls that were seen.
    private const double PriorCalls = 3;

    // Consultations vary about as much as six tenths of their length before anything is seen.
    private const double PriorSpread = 0.6;

    // The newest say more than the morning.
    private const int Recent = 12;

    // 1.645 standard deviations each way hold nine tenths of a normal sum.
    private const double Reach = 1.645;

    /// <param name="planned">Minutes for one person by the plan; ten where it says none.</param>
    /// <param name="gaps">Minutes between two calls of today, the oldest first.</param>
    /// <param name="ahead">How many are called before.</param>
    /// <param name="sinceLast">Minutes since the last call.</param>
    public static WaitRange Of(int planned, IReadOnlyList<double> gaps, int ahead, double sinceLast)
    {
        var plan = planned > 0 ? planned : 10.0;
        var seen = gaps.TakeLast(Recent).ToList();
        var weight = PriorCalls + seen.Count;
        var mean = ((plan * PriorCalls) + seen.Sum()) / weight;
        var variance = ((Math.Pow(plan * PriorSpread, 2) * PriorCalls) + seen.Sum(gap => Math.Pow(gap - mean, 2))) / weight;
        var turns = ahead + 1;
        var expected = Math.Max((mean * turns) - Math.Min(sinceLast, mean), mean * 0.2);
        var spread = Reach * Math.Sqrt((variance * turns) + (variance * turns * turns / weight));
        return new((int)Math.Floor(Math.Max(0, expected - spread)), (int)Math.Ceiling(expected + spread));
    }
}
