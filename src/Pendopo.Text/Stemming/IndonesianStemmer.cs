namespace Pendopo.Text.Stemming;

/// <summary>
/// The Snowball stemmer for Indonesian (Tala, "A study of stemming effects on information retrieval in Bahasa Indonesia", 2003,
/// with the corrections of the Snowball project). It needs no dictionary; its result is a key for search, not always a word.
/// Equal to the dictionary <c>indonesian_stem</c> of PostgreSQL 15.
/// </summary>
public static class IndonesianStemmer
{
    private const int Longest = 64;

    /// <summary>The stem of one word. The word is lower-cased first; an empty word gives an empty stem; null throws.</summary>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        Span<char> buffer = word.Length <= Longest ? stackalloc char[Longest] : new char[word.Length];
        var length = word.AsSpan().ToLowerInvariant(buffer);
        var start = Stem(buffer[..length], out var end);
        return new string(buffer[start..end]);
    }

    /// <summary>Stems a lower-case word where it stands. Letters may be rewritten; the stem is <c>word[start..end]</c>.</summary>
    /// <param name="word">Letters in lower case.</param>
    /// <param name="end">Where the stem ends (exclusive).</param>
    /// <returns>Where the stem starts.</returns>
    public static int Stem(Span<char> word, out int end)
    {
        var state = new State(word);
        state.Run();
        end = state.End;
        return state.Start;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    private ref struct State(Span<char> word)
    {
        private readonly Span<char> word = word;
        private int measure;
        private int prefix;
        private bool restored;

        public int Start { get; private set; }

        public int End { get; private set; } = word.Length;

        public void Run()
        {
            foreach (var c in word)
            {
                measure += IsVowel(c) ? 1 : 0;
            }

            if (measure <= 2)
            {
                return;
            }

            _ = Drop("kah") || Drop("lah") || Drop("pun");
            if (measure <= 2)
            {
                return;
            }

            _ = Drop("ku") || Drop("mu") || Drop("nya");
            if (measure > 2)
            {
                Affixes();
            }
        }

        private void Affixes()
        {
            if (FirstOrderPrefix())
            {
                if (measure > 2 && Suffix() && measure > 2)
                {
                    SecondOrderPrefix();
                }

                return;
            }

            SecondOrderPrefix();
            if (measure > 2)
            {
                Suffix();
            }
        }

        private readonly ReadOnlySpan<char> Rest => word[Start..End];

        private bool Drop(ReadOnlySpan<char> suffix)
        {
            if (!((ReadOnlySpan<char>)Rest).EndsWith(suffix))
            {
                return false;
            }

            End -= suffix.Length;
            measure--;
            return true;
        }

        private bool Suffix()
        {
            if (prefix is not 2 and not 3 && Drop("kan"))
            {
                return true;
            }

            if (prefix != 1 && Drop("an"))
            {
                return true;
            }

            // "-i" is no suffix after "s" (organisasi) nor after ber-/ke-/pe-.
            return prefix <= 2 && !(End - Start >= 2 && word[End - 2] == 's') && Drop("i");
        }

        private bool FirstOrderPrefix()
        {
            var rest = Rest;
            if (rest.StartsWith("di") || rest.StartsWith("me") || rest.StartsWith("te"))
            {
                return rest[0] switch
                {
                    'd' => Take(2, 1),
                    't' => rest.StartsWith("ter") && Take(3, 1),
                    _ => Nasal(rest, 1, 2),
                };
            }

            return rest.StartsWith("ke") ? Take(2, 3) : rest.StartsWith("pe") && Nasal(rest, 3, 0);
        }

        // me-/pe- with its nasal: mem + vowel stands for p (memakai -> pakai), meny + vowel for s (menyapu -> sapu).
        private bool Nasal(ReadOnlySpan<char> rest, int kind, int bare)
        {
            var third = rest.Length > 2 ? rest[2] : '\0';
            if (third == 'm')
            {
                return rest.Length > 3 && IsVowel(rest[3]) ? Put(2, 'p', kind) : Take(3, kind);
            }

            if (third == 'n')
            {
                if (rest.Length > 4 && rest[3] == 'y' && IsVowel(rest[4]))
                {
                    return Put(3, 's', kind);
                }

                return Take(rest.Length > 3 && rest[3] == 'g' ? 4 : 3, kind);
            }

            return bare > 0 && Take(bare, kind);
        }

        private bool Take(int length, int kind)
        {
            Start += length;
            prefix = kind;
            measure--;
            return true;
        }

        private bool Put(int drop, char letter, int kind)
        {
            Start += drop;
            word[Start] = letter;
            prefix = kind;
            measure--;
            restored = true;
            return true;
        }

        private void SecondOrderPrefix()
        {
            if (restored)
            {
                // The original looks on behind the letter it has put back, where no second prefix can stand (memekspresikan -> pekspresi).
                return;
            }

            var rest = Rest;
            if (rest.StartsWith("pelajar") || rest.StartsWith("belajar"))
            {
                Take(3, rest[0] == 'b' ? 4 : prefix);
            }
            else if (rest.StartsWith("ber"))
            {
                Take(3, 4);
            }
            else if (rest.StartsWith("be") && rest.Length > 4 && !IsVowel(rest[2]) && rest[3] == 'e' && rest[4] == 'r')
            {
                Take(2, 4);
            }
            else if (rest.StartsWith("pe"))
            {
                Take(rest.StartsWith("per") ? 3 : 2, 2);
            }
        }
    }
}
