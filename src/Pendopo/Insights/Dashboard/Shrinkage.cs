namespace Pendopo.Insights.Dashboard;

/// <summary>What a group of posts brings, drawn towards what all posts bring by as much as its evidence is thin.</summary>
/// <param name="Posts">How many posts it is made of.</param>
/// <param name="Raw">The typical (geometric) result of its posts, as counted.</param>
/// <param name="Typical">The same, shrunk.</param>
/// <param name="Low">With <paramref name="High"/>: where the true value lies in eight of ten cases.</param>
/// <param name="Sure">Whether the whole interval lies above, or below, what all posts bring.</param>
public sealed record Estimate<TKey>(TKey Key, int Posts, double Raw, double Typical, double Low, double High, bool Sure);

/// <summary>
/// Empirical Bayes for few posts of many kinds. Results of posts are skewed, so they are compared as ln(1 + result); group means are shrunk to the common mean
/// by tau² / (tau² + s²/n), with s² pooled within the groups and tau² by the moments of DerSimonian and Laird (Controlled Clinical Trials 7, 1986). Sources of the
/// shrinkage: B. Efron and C. Morris, Data analysis using Stein's estimator and its generalizations, JASA 70 (1975); C. N. Morris, JASA 78 (1983). Pure.
/// </summary>
public static class Shrinkage
{
    /// <summary>The fewest posts in all that anything is said of.</summary>
    public const int Fewest = 6;

    // Eight of ten: the middle 80 % of a normal distribution.
    private const double Reach = 1.2815515655446004;

    /// <summary>The groups, best first; empty when there are fewer than <see cref="Fewest"/> posts or fewer than two groups.</summary>
    /// <param name="posts">The key of a post's group and its result, zero or more.</param>
    public static IReadOnlyList<Estimate<TKey>> Of<TKey>(IEnumerable<(TKey Key, double Result)> posts) where TKey : notnull
    {
        var groups = posts.GroupBy(post => post.Key, post => Math.Log(1 + post.Result)).Select(group => (group.Key, Values: group.ToList())).Select(group => (group.Key, N: group.Values.Count, Mean: group.Values.Average(), group.Values)).ToList();
        var all = groups.Sum(group => group.N);
        if (all < Fewest || groups.Count < 2)
            return [];
        var free = all - groups.Count;
        // One post a group tells nothing of how posts of a kind differ: then all of them do.
        var grand = groups.Sum(group => group.N * group.Mean) / all;
        var within = free > 0 ? groups.Sum(group => group.Values.Sum(value => (value - group.Mean) * (value - group.Mean))) / free : groups.Sum(group => (group.Mean - grand) * (group.Mean - grand)) / (all - 1);
        // Posts that all brought the same still differ in truth: a tenth of a unit of the logarithm.
        within = Math.Max(within, 0.01);
        var weights = groups.ConvertAll(group => group.N / within);
        var sum = weights.Sum();
        var pooled = groups.Zip(weights, (group, weight) => weight * group.Mean).Sum() / sum;
        var spread = groups.Zip(weights, (group, weight) => weight * (group.Mean - pooled) * (group.Mean - pooled)).Sum();
        var between = Math.Max(0, (spread - (groups.Count - 1)) / (sum - (weights.Sum(weight => weight * weight) / sum)));
        var centre = groups.Sum(group => group.Mean / (between + (within / group.N))) / groups.Sum(group => 1 / (between + (within / group.N)));
        return [.. groups.Select(group => Estimate(group.Key, group.N, group.Mean, within / group.N, between, centre)).OrderByDescending(one => one.Typical).ThenByDescending(one => one.Posts)];
    }

    private static Estimate<TKey> Estimate<TKey>(TKey key, int n, double mean, double error, double between, double centre)
    {
        var trust = between / (between + error);
        var shrunk = (trust * mean) + ((1 - trust) * centre);
        var deviation = Math.Sqrt(trust * error);
        // Without any difference between groups beyond chance the value is the common one, known as well as the group's own posts allow.
        var half = Reach * (between > 0 ? deviation : Math.Sqrt(error));
        var (low, high) = (shrunk - half, shrunk + half);
        return new(key, n, Back(mean), Back(shrunk), Back(low), Back(high), between > 0 && (low > centre || high < centre));
    }

    private static double Back(double log) => Math.Max(0, Math.Exp(log) - 1);
}
