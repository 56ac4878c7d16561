using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Rules;

namespace Pendopo.Privacy;

/// <summary>
/// Finds what identifies a person in Indonesian and English text, formal or as people write in social networks. Pure: no clock, no I/O,
/// no state; one instance serves all threads. Time is linear in the length of the text.
/// </summary>
public sealed class PrivacyFinder
{
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
        return Inspect(text, out _);
    }

    /// <summary>The same, with how often a token was looked at.</summary>
    internal PrivacyReport Inspect(string text, out long looks)
    {
        using var page = new Page(text, allow);
        var report = Read(page, text.Length);
        looks = page.Looks;
        return report;
    }

    private static PrivacyReport Read(Page page, int length)
    {
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
        var findings = Overlaps.Settle(page.Found, length);
        var risks = new RiskRules(page, sentences).Read(findings);
        return findings.Count + risks.Count == 0 ? PrivacyReport.Nothing : new PrivacyReport(findings, risks);
    }
}
