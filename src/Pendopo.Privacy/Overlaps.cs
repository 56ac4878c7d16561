using System.Collections;

namespace Pendopo.Privacy;

/// <summary>Settles findings that overlap: the surer wins, then the longer, then the earlier, then the kind's order. Always the same way.</summary>
internal static class Overlaps
{
    public static List<Finding> Settle(List<Finding> found, int length)
    {
        if (found.Count < 2)
            return found;
        found.Sort(static (one, other) => one.Score != other.Score ? other.Score.CompareTo(one.Score)
            : one.Length != other.Length ? other.Length.CompareTo(one.Length)
            : one.Start != other.Start ? one.Start.CompareTo(other.Start)
            : one.Kind.CompareTo(other.Kind));
        var taken = new BitArray(length);
        var kept = found.Where(finding => Take(taken, finding)).ToList();
        kept.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        return kept;
    }

    private static bool Take(BitArray taken, Finding finding)
    {
        for (var at = finding.Start; at < finding.End; at++)
        {
            if (taken[at])
                return false;
        }
        for (var at = finding.Start; at < finding.End; at++)
            taken[at] = true;
        return true;
    }
}
