using System.Collections.Frozen;
using Pendopo.Text.Words;

namespace Pendopo.Text.Normalising;

/// <summary>Chat words written out: a table of short forms, "2" for a doubled word, digits that stand for letters.</summary>
internal static class ChatSpelling
{
    private static readonly FrozenDictionary<string, string> Table = WordLists.Pairs("chat-spelling.tsv");

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Written = Table.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = WordLists.Common.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Writes the plain form of a word and says true, or writes nothing and says false when the word is plain already.</summary>
    public static bool Write(ReadOnlySpan<char> word, MappedBuffer output, int start, int end)
    {
        if (Written.TryGetValue(word, out var plain))
        {
            output.Add(plain, start, end);
            return true;
        }

        return word.ContainsAnyInRange('0', '9') && (WriteDoubled(word, output, start, end) || WriteLetters(word, output, start, end));
    }

    // anak2 -> anak-anak, teman2ku -> teman-temanku; at least two letters before the 2 ("b2", "o2" are names), only endings after it.
    private static bool WriteDoubled(ReadOnlySpan<char> word, MappedBuffer output, int start, int end)
    {
        var two = word.IndexOf('2');
        if (two < 2 || word[..two].ContainsAnyExceptInRange('a', 'z') || word[(two + 1)..] is not ("" or "nya" or "ku" or "mu" or "an" or "in" or "kan" or "lah" or "x" or "ny"))
        {
            return false;
        }

        var stem = Written.TryGetValue(word[..two], out var plain) ? plain : word[..two];
        output.Add(stem, start, end);
        output.Add('-', start, end);
        output.Add(stem[Prefix(stem)..], start, end);
        output.Add(word[(two + 1)..] is "x" or "ny" ? "nya" : word[(two + 1)..], start, end);
        return true;
    }

    // A prefix is not said twice: "dipegang2" is "dipegang-pegang", "berlari2" is "berlari-lari".
    private static int Prefix(ReadOnlySpan<char> stem) =>
        stem.Length > 5 && stem.StartsWith("di") ? 2 : stem.Length > 6 && stem.StartsWith("ber") ? 3 : 0;

    private static bool WriteLetters(ReadOnlySpan<char> word, MappedBuffer output, int start, int end)
    {
        if (word.Length is < 3 or > 24)
        {
            return false;
        }

        Span<char> letters = stackalloc char[word.Length];
        for (var i = 0; i < word.Length; i++)
        {
            letters[i] = word[i] switch { '4' => 'a', '1' => 'i', '0' => 'o', '3' => 'e', '5' => 's', '7' => 't', '9' => 'g', '6' => 'g', '8' => 'b', var c => c };
        }

        if (Written.TryGetValue(letters, out var plain))
        {
            output.Add(plain, start, end);
            return true;
        }

        // "4ku", "s4kit" only when the result is a known word: "5ml", "h1n1" and "b12" stay.
        if (!Known.Contains(letters))
        {
            return false;
        }

        output.Add(letters, start, end);
        return true;
    }
}
