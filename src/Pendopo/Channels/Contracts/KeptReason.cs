using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Pendopo.Platform.Localization;

namespace Pendopo.Channels.Contracts;

/// <summary>Why something went wrong, read later by somebody else. It is kept as a sentence in the centre's language; the sentences that networks say stand in both languages, so
/// what is kept is known again by its own words and said in the reader's.</summary>
public static partial class KeptReason
{
    // Where connectors have their words: all networks, and the walls of the house.
    private static readonly string[] Sources = [".Channels.", ".Walls."];

    // What is filled in stands between fixed words; with fewer of them than this a sentence could be any.
    private const int LeastFixed = 12;

    private static readonly Lazy<(FrozenDictionary<string, Sentence[]> Whole, Sentence[] Filled)> Known = new(Read);

    /// <summary>The sentence in the language of the page. What no sentence of ours says stays as it is: a network's own words, or a sentence that two translations fit.</summary>
    public static string Say(string? kept)
    {
        if (string.IsNullOrEmpty(kept))
            return "";
        if (Known.Value.Whole.TryGetValue(kept, out var same))
            return One(same.Select(sentence => sentence.Here)) ?? kept;
        foreach (var sentence in Known.Value.Filled)
        {
            if (sentence.ValuesIn(kept) is { } values)
                return string.Format(CultureInfo.CurrentCulture, sentence.Here, values);
        }
        return kept;
    }

    private static string? One(IEnumerable<string> translations) => translations.Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;

    private static (FrozenDictionary<string, Sentence[]> Whole, Sentence[] Filled) Read()
    {
        var assembly = typeof(KeptReason).Assembly;
        var all = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal) && Array.Exists(Sources, source => name.Contains(source, StringComparison.Ordinal)))
            .Select(name => new ResourceManager(name[..^".resources".Length], assembly)).SelectMany(words => Languages.All.SelectMany(language => In(words, CultureInfo.GetCultureInfo(language)))).ToList();
        return (all.Where(sentence => !sentence.IsFilled).GroupBy(sentence => sentence.Text, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal),
            [.. all.Where(sentence => sentence is { IsFilled: true, Fixed: >= LeastFixed }).OrderByDescending(sentence => sentence.Fixed)]);
    }

    private static IEnumerable<Sentence> In(ResourceManager words, CultureInfo language) =>
        words.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>().Where(entry => entry.Value is string)
            .Select(entry => new Sentence(words, (string)entry.Key, words.GetString((string)entry.Key, language)!));

    [GeneratedRegex(@"\{[0-9](:[^}]*)?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Blank();

    /// <summary>A sentence of a network in one language.</summary>
    private sealed class Sentence
    {
        private readonly ResourceManager words;
        private readonly string key;
        private readonly List<int> numbers = [];
        private readonly List<string> parts = [];

        public Sentence(ResourceManager words, string key, string text)
        {
            (this.words, this.key, Text) = (words, key, text);
            var at = 0;
            foreach (var blank in Blank().EnumerateMatches(text))
            {
                numbers.Add(text[blank.Index + 1] - '0');
                parts.Add(Plain(text[at..blank.Index]));
                at = blank.Index + blank.Length;
            }
            parts.Add(Plain(text[at..]));
        }

        public string Text { get; }

        public bool IsFilled => numbers.Count > 0;

        public int Fixed => parts.Sum(part => part.Length);

        public string Here => words.GetString(key, CultureInfo.CurrentUICulture)!;

        /// <summary>What was filled in; null when this sentence does not say so.</summary>
        public object[]? ValuesIn(string kept)
        {
            if (!kept.StartsWith(parts[0], StringComparison.Ordinal) || !kept.EndsWith(parts[^1], StringComparison.Ordinal))
                return null;
            var (at, values) = (parts[0].Length, new object[numbers.Max() + 1]);
            Array.Fill(values, "");
            for (var blank = 0; blank < numbers.Count; blank++)
            {
                var next = parts[blank + 1];
                var end = blank == numbers.Count - 1 ? kept.Length - next.Length : next.Length == 0 ? -1 : kept.IndexOf(next, Math.Min(at + 1, kept.Length), StringComparison.Ordinal);
                if (end <= at)
                    return null;
                values[numbers[blank]] = kept[at..end];
                at = end + next.Length;
            }
            return values;
        }

        // In a sentence that is filled, braces of its own stand twice.
        private static string Plain(string part) => part.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
    }
}
