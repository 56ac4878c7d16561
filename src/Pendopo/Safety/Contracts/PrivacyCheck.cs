using Microsoft.Extensions.Localization;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Exits;
using Pendopo.Privacy;
using Pendopo.Safety.Guard;

namespace Pendopo.Safety.Contracts;

/// <summary>What to say to somebody who is still writing.</summary>
/// <param name="Part">The part of the words.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="Kind">Key of the kind, such as `phone`, or of a risk, such as `confirms_patient`.</param>
/// <param name="Text">One sentence in the reader's language.</param>
/// <param name="Proposal">What to write in its place; empty where only another sentence helps.</param>
/// <param name="Stops">Whether it would be held at a public exit.</param>
public sealed record PrivacyAdvice(string Part, int Start, int Length, string Kind, string Text, string Proposal, bool Stops);

/// <summary>Looks at words before they are sent anywhere, for the person who writes them.</summary>
public sealed class PrivacyCheck
{
    private readonly Findings findings;
    private readonly Here here;
    private readonly GuardRuleBook book;
    private readonly IStringLocalizer<SafetyText> words;

    internal PrivacyCheck(Findings findings, GuardRuleBook book, Here here, IStringLocalizer<SafetyText> words) => (this.findings, this.book, this.here, this.words) = (findings, book, here, words);

    /// <summary>Everything found, in order of the parts and places; empty when there is nothing to say.</summary>
    public async Task<IReadOnlyList<PrivacyAdvice>> Look(IReadOnlyList<LeavingText> texts, CancellationToken cancel)
    {
        var found = await findings.Of(here.Centre.Id, ContentHash.Of(texts), texts, cancel);
        if (found.Count == 0)
            return [];
        var rules = await book.Of(here.Centre.Id, cancel);
        return [.. found.Select(one => new PrivacyAdvice(
            one.Part, one.Start, one.Length, one.Kind, words["Advice_" + one.Kind], one.Finding is { } finding ? Proposal(finding) : "", rules.At(one, isPublic: true) != GuardAnswer.Allow))];
    }

    private static string Proposal(Finding finding) =>
        Masking.Mask("x", [finding with { Start = 0, End = 1 }], System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en");
}
