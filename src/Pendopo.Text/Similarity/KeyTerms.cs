using System.Runtime.InteropServices;
using Pendopo.Text.Languages;
using Pendopo.Text.Normalising;
using Pendopo.Text.Words;

namespace Pendopo.Text.Similarity;

/// <summary>A term that stands out.</summary>
/// <param name="Term">One or two plain words as they were most often written.</param>
/// <param name="Score">Greater is more telling; comparable within one call.</param>
/// <param name="Texts">How many texts have it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct KeyTerm(string Term, double Score, int Texts);

/// <summary>
/// What a set of texts speaks of more than a background does: the log-likelihood ratio of each term (T. Dunning, "Accurate methods for the
/// statistics of surprise and coincidence", 1993) over how many texts have it. Terms are counted by stem, so that "demam" and "demamnya" are one.
/// </summary>
public static class KeyTerms
{
    /// <summary>
    /// The most telling terms of some texts against a background, best first. Without a background, the terms in most texts come first.
    /// A term in fewer than two of the texts is left out unless there is but one text. Empty input gives none.
    /// </summary>
    public static IReadOnlyList<KeyTerm> Find(IReadOnlyCollection<string> texts, IReadOnlyCollection<string>? background = null, int most = 10)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        var (here, names) = Count(texts);
        var (there, _) = Count(background ?? []);
        var least = texts.Count > 1 ? 2 : 1;
        return [.. here.Where(pair => pair.Value >= least)
            .Select(pair => new KeyTerm(names[pair.Key], Score(pair.Value, texts.Count, there.GetValueOrDefault(pair.Key), background?.Count ?? 0), pair.Value))
            .Where(term => term.Score > 0)
            .OrderByDescending(term => term.Score).ThenBy(term => term.Term, StringComparer.Ordinal)
            .Take(most)];
    }

    private static double Score(int here, int texts, int there, int background)
    {
        if (background == 0)
        {
            return here;
        }

        var rate = (here + there) / (double)(texts + background);
        var ratio = 2 * (Term(here, texts * rate) + Term(there, background * rate));
        return here / (double)texts > there / (double)background ? ratio : 0;
    }

    private static double Term(double observed, double expected) => observed == 0 ? 0 : observed * Math.Log(observed / expected);

    private static (Dictionary<string, int> Counts, Dictionary<string, string> Names) Count(IReadOnlyCollection<string> texts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var (stem, name) in TermsOf(text))
            {
                counts[stem] = counts.GetValueOrDefault(stem) + 1;
                names.TryAdd(stem, name);
            }
        }

        return (counts, names);
    }

    private static Dictionary<string, string> TermsOf(string text)
    {
        var plain = TextNormaliser.Normalise(text).Text;
        var language = LanguageIdentifier.Identify(plain).Language;
        var terms = new Dictionary<string, string>(StringComparer.Ordinal);
        (string Stem, string Word) previous = ("", "");
        foreach (var token in Tokens.Of(plain))
        {
            var word = plain.Substring(token.Start, token.Length);
            if (token.Kind is not TokenKind.Word || word.Length < 3 || StopWords.Contains(word, language))
            {
                previous = ("", "");
                continue;
            }

            var stem = SearchText.Stem(word, language);
            terms.TryAdd(stem, word);
            if (previous.Stem.Length > 0)
            {
                terms.TryAdd($"{previous.Stem} {stem}", $"{previous.Word} {word}");
            }

            previous = (stem, word);
        }

        return terms;
    }
}
