using System.Collections;

namespace Pendopo.Privacy;

/// <summary>Settles findings that overlap: the surer wins, then the longer, then the earlier, then the kind's order. Always the same way.</summary>
internal static class Overlaps
{
    public static List<Finding> Settle(List<Finding> found)
    {
        found.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        var kept = new List<Finding>(found.Count);
        for (var first = 0; first < found.Count;)
        {
            // Most findings touch no other; those that do are settled among themselves.
            var (next, end) = (first + 1, found[first].End);
            for (; next < found.Count && found[next].Start < end; next++)
                end = Math.Max(end, found[next].End);
            if (next == first + 1)
                kept.Add(found[first]);
            else
                Settle(found.GetRange(first, next - first), found[first].Start, end, kept);
            first = next;
        }
        return kept;
    }

    private static void Settle(List<Finding> among, int start, int end, List<Finding> kept)
    {
        among.Sort(static (one, other) => one.Score != other.Score ? other.Score.CompareTo(one.Score)
            : one.Length != other.Length ? other.Length.CompareTo(one.Length)
            : one.Start != other.Start ? one.Start.CompareTo(other.Start)
            : one.Kind.CompareTo(other.Kind));
        var taken = new BitArray(end - start);
        var from = kept.Count;
        kept.AddRange(among.Where(finding => Take(taken, finding, start)));
        kept.Sort(from, kept.Count - from, ByStart);
    }

    private static readonly Comparer<Finding> ByStart = Comparer<Finding>.Create(static (one, other) => one.Start.CompareTo(other.Start));

    private static bool Take(BitArray taken, Finding finding, int start)
    {
        for (var at = finding.Start - start; at < finding.End - start; at++)
        {
            if (taken[at])
                return false;
        }
        for (var at = finding.Start - start; at < finding.End - start; at++)
            taken[at] = true;
        return true;
    }
}
