using System.Globalization;

namespace Pendopo.Insights.Dashboard;

/// <summary>What may be said of the groups of posts in one sentence, by how sure it is.</summary>
internal static class BestWords
{
    /// <summary>The sentence: which group does best, which may, or that no difference is seen.</summary>
    /// <param name="rows">The groups, best first; at least one.</param>
    /// <param name="name">What a group is called.</param>
    /// <param name="say">The words for a key of <see cref="DashboardText"/>.</param>
    /// <param name="culture">How figures are written.</param>
    public static string Of<TKey>(IReadOnlyList<Estimate<TKey>> rows, Func<TKey, string> name, Func<string, object[], string> say, CultureInfo culture)
    {
        var best = rows[0];
        string Figure(double value) => Math.Round(value).ToString("N0", culture);
        if (best.Sure)
            return say("BestIs", [name(best.Key), Figure(best.Typical), best.Posts]);
        // Wholly shrunk, all groups have the common value: naming one as the best would be a guess.
        return rows.All(row => Figure(row.Typical) == Figure(best.Typical))
            ? say("NoDifference", [Figure(best.Typical), rows.Sum(row => row.Posts)])
            : say("BestMayBe", [name(best.Key), Figure(best.Low), Figure(best.High), best.Posts]);
    }
}
