namespace Pendopo.Privacy;

/// <summary>Settles findings that overlap: the surer wins, then the longer, then the earlier, then the kind's order. Always the same way.</summary>
internal static class Overlaps
{
    public static List<Finding> Settle(List<Finding> found)
    {
        if (found.Count < 2)
            return found;
        found.Sort(static (one, other) => other.Score != one.Score ? other.Score.CompareTo(one.Score)
            : one.Length != other.Length ? other.Length.CompareTo(one.Length)
            : one.Start != other.Start ? one.Start.CompareTo(other.Start)
            : one.Kind.CompareTo(other.Kind));
        var kept = new SortedSet<Finding>(Comparer<Finding>.Create(static (one, other) => one.Start.CompareTo(other.Start)));
        foreach (var finding in found)
        {
            var before = kept.GetViewBetween(finding with { Start = int.MinValue }, finding with { Start = finding.End - 1 }).Max;
            if (before is null || before.End <= finding.Start)
                kept.Add(finding);
        }
        return [.. kept];
    }
}
