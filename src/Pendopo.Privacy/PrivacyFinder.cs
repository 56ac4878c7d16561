using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Rules;
using Pendopo.Privacy.Tagging;

namespace Pendopo.Privacy;

/// <summary>
/// Finds what identifies a person in Indonesian and English text, formal or as people write in social networks. Pure: no clock, no I/O,
/// no state; one instance serves all threads. Time is linear in the length of the text.
/// </summary>
public sealed class PrivacyFinder
{
    private const int MostRounds = 10;

    private readonly AllowList allow;

    /// <summary>Finds with the words that may stand.</summary>
    /// <param name="allow">The centre's own; <see cref="AllowList.Empty"/> when null.</param>
    public PrivacyFinder(AllowList? allow = null) => this.allow = allow ?? AllowList.Empty;

    /// <summary>Reads a text.</summary>
    /// <param name="text">Any text; empty gives an empty report. Lone surrogates are read as signs.</param>
    /// <returns>Findings in order of place without overlap, and risks.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public PrivacyReport Inspect(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var looks = -1L;
        return InspectAll(text, ref looks);
    }

    /// <summary>
    /// The text with everything found replaced, until nothing is found in it any more: a mask changes what stands beside it, and so what
    /// its neighbours look like.
    /// </summary>
    /// <param name="text">Any text; null throws.</param>
    /// <param name="inEnglish">English words in the place of what was found; Indonesian ones when false.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public string Mask(string text, bool inEnglish = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Nearly always the second round finds nothing.
        for (var round = 0; round < MostRounds && Inspect(text).Findings is { Count: > 0 } findings; round++)
            text = Masking.Mask(text, findings, inEnglish);
        return text;
    }

    /// <summary>What the rules say, before the weights decide: what training starts from.</summary>
    internal static Sentences Hints(Page page)
    {
        Placeholders.Read(page);
        NetRules.Read(page);
        CodeRules.Read(page);
        new NumberRules(page).Read();
        SpokenNumberRule.Read(page);
        SpelledNameRule.Read(page);
        var sentences = new Sentences(page);
        new DateRules(page, sentences).Read();
        new KinRules(page, sentences).Read();
        new PlaceRules(page, sentences).Read();
        sentences.Mark(page);
        new NameRules(page, sentences).Read();
        sentences.Mark(page);
        return sentences;
    }

    /// <summary>The same, with how often a token was looked at.</summary>
    internal PrivacyReport Inspect(string text, out long looks)
    {
        looks = 0;
        return InspectAll(text, ref looks);
    }

    // Looks are counted where the count is not negative.
    private PrivacyReport InspectAll(string text, ref long looks)
    {
        if (Paragraphs.Gap(text, 0) is null)
            return Whole(text, ref looks);
        var findings = new List<Finding>();
        foreach (var (start, length) in Paragraphs.Of(text))
        {
            foreach (var finding in Whole(text.Substring(start, length), ref looks).Findings)
                findings.Add(finding with { Start = finding.Start + start, End = finding.End + start });
        }
        var risks = Together(text, findings, ref looks);
        return findings.Count + risks.Count == 0 ? PrivacyReport.Nothing : new PrivacyReport(findings, risks);
    }

    private PrivacyReport Whole(string text, ref long looks)
    {
        using var page = new Page(text, allow, looks >= 0);
        var report = Read(page);
        looks += page.Looks;
        return report;
    }

    // A name in one paragraph and an illness in the next are one risk.
    private IReadOnlyList<Risk> Together(string text, List<Finding> findings, ref long looks)
    {
        using var page = new Page(text, allow, looks >= 0);
        var risks = new RiskRules(page, new Sentences(page)).Read(findings);
        looks += page.Looks;
        return risks;
    }

    private static PrivacyReport Read(Page page)
    {
        var sentences = Hints(page);
        Persons.Read(page, sentences);
        var findings = Overlaps.Settle(page.Found);
        var risks = new RiskRules(page, sentences).Read(findings);
        return findings.Count + risks.Count == 0 ? PrivacyReport.Nothing : new PrivacyReport(findings, risks);
    }
}
