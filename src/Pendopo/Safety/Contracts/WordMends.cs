using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Pendopo.Platform.Exits;

namespace Pendopo.Safety.Contracts;

/// <summary>How a place in words is mended.</summary>
public enum MendWay
{
    /// <summary>A short word that says what stood there.</summary>
    Mask,

    /// <summary>Said more generally, such as the year in place of the date.</summary>
    Generalise,

    /// <summary>Left out.</summary>
    Remove,
}

/// <summary>A mend that is offered for one place.</summary>
/// <param name="Value">What the button sends: the part, the kind, the way and a short check of the words; none of the words themselves.</param>
/// <param name="Word">What will stand there; empty when it is left out.</param>
public sealed record MendOffer(MendWay Way, string Value, string Word);

/// <summary>Mends words where they identify somebody, one place at a time: the buttons beside a composer, and what they do.</summary>
public sealed partial class WordMends(PrivacyCheck check)
{
    /// <summary>The form's field that a mending button sends.</summary>
    public const string Field = "Form.Mend";

    /// <summary>The form's fields that carry what stood there before the last mend.</summary>
    public const string BeforePart = "Form.BeforePart", BeforeText = "Form.BeforeText";

    /// <summary>What the button sends that takes the last mend back.</summary>
    public const string Undo = "undo";

    /// <summary>The mends of one place; none for a risk, which goes with what it is about.</summary>
    public static IReadOnlyList<MendOffer> For(PrivacyAdvice advice, string text)
    {
        ArgumentNullException.ThrowIfNull(advice);
        ArgumentNullException.ThrowIfNull(text);
        if (advice.Proposal.Length == 0)
            return [];
        var excerpt = text.Substring(advice.Start, advice.Length);
        var offers = new List<MendOffer> { Offer(MendWay.Mask, advice.Proposal) };
        if (General(advice.Kind, excerpt) is { } general && general != advice.Proposal)
            offers.Add(Offer(MendWay.Generalise, general));
        offers.Add(Offer(MendWay.Remove, ""));
        return offers;

        MendOffer Offer(MendWay way, string word) => new(way, $"{advice.Part}|{advice.Kind}|{way}|{Check(excerpt)}", word);
    }

    /// <summary>The words after a button was pressed, and the part they belong to; null when they changed meanwhile and nothing fits.</summary>
    /// <param name="texts">The words as they were sent.</param>
    /// <param name="pressed">The button's value.</param>
    public async Task<LeavingText?> Apply(IReadOnlyList<LeavingText> texts, string pressed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(pressed);
        foreach (var advice in await check.Look(texts, cancel))
        {
            var text = texts.First(one => one.Part == advice.Part).Text;
            if (For(advice, text).FirstOrDefault(offer => offer.Value == pressed) is { } offer)
                return new(advice.Part, With(text, advice, offer.Word));
        }
        return null;
    }

    // What is left out takes one of the spaces beside it along.
    private static string With(string text, PrivacyAdvice advice, string word)
    {
        var (before, after) = (text[..advice.Start], text[(advice.Start + advice.Length)..]);
        if (word.Length == 0)
        {
            if (after.StartsWith(' ') && (before.Length == 0 || before.EndsWith(' ')))
                after = after[1..];
            else if (before.EndsWith(' ') && (after.Length == 0 || char.IsPunctuation(after[0])))
                before = before[..^1];
        }
        return before + word + after;
    }

    private static string? General(string kind, string excerpt) => kind switch
    {
        "date" when Year().Match(excerpt) is { Success: true } year => year.Value,
        "date" => SafetyText.Say("General_date"),
        "age" => SafetyText.Say("General_age"),
        "name" => SafetyText.Say("General_name"),
        "kin" => SafetyText.Say("General_kin"),
        "place_identifying" => SafetyText.Say("General_place"),
        // The widest part of an address stands last.
        "address" => excerpt.LastIndexOf(',') is var comma and >= 0 && excerpt[(comma + 1)..].Trim() is { Length: > 2 } wide && !wide.Any(char.IsDigit) ? wide : SafetyText.Say("General_address"),
        _ => null,
    };

    private static string Check(string excerpt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(excerpt)).AsSpan(0, 4));

    [GeneratedRegex(@"\b(19|20)\d\d\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Year();
}
