using Microsoft.Extensions.Localization;

namespace Pendopo.Community.Trust;

/// <summary>Says how somebody comes to more, in the language of the page.</summary>
internal sealed class TrustWords(IStringLocalizer<TrustText> words)
{
    /// <summary>What is left until the next level that opens more of one thing; empty where there is none.</summary>
    /// <param name="more">What it opens, such as the pictures of a post.</param>
    /// <param name="thing">The key of the sentence: `{0}` is how many, `{1}` what is left.</param>
    public string Way(TrustStanding standing, Func<TrustStep, int> more, string thing) =>
        standing.Next is { } next && more(next) > more(standing.Now) ? words[thing, more(next), Left(standing.Facts, next)].Value : "";

    /// <summary>What is left until a level, as a list in words.</summary>
    public string Left(TrustFacts facts, TrustStep step)
    {
        var left = new List<string>();
        Add(left, "LeftDays", step.Days - facts.Days);
        Add(left, "LeftRecent", step.Recent - facts.Recent);
        Add(left, "LeftThanks", step.Thanks - facts.Thanks);
        Add(left, "LeftStood", step.Stood - facts.Stood);
        if (facts.Against > 0)
            left.Add(words["LeftQuiet", (int)TrustRules.Forgiven.TotalDays]);
        return left.Count < 2 ? string.Concat(left) : string.Join(", ", left.SkipLast(1)) + words["And"] + left[^1];
    }

    private void Add(List<string> left, string key, int count)
    {
        if (count > 0)
            left.Add(words[count == 1 ? key + "One" : key, count, Visits.Span]);
    }
}
