using System.Buffers;

namespace Pendopo.Text.Stemming;

/// <summary>A word under the Porter2 algorithm: its letters, its regions R1 and R2, and the steps that need letters only. "Y" is the consonant y.</summary>
internal ref struct PorterWord(Span<char> buffer, int length)
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    private readonly Span<char> buffer = buffer;
    private int p1;
    private int p2;

    public int Length { get; private set; } = length;

    public readonly ReadOnlySpan<char> Text => buffer[..Length];

    public readonly bool InR1(int suffix) => Length - suffix >= p1;

    public readonly bool InR2(int suffix) => Length - suffix >= p2;

    public readonly bool Ends(ReadOnlySpan<char> suffix) => Text.EndsWith(suffix);

    public void MarkRegions()
    {
        for (var i = 0; i < Length; i++)
        {
            if (buffer[i] == 'y' && (i == 0 || IsVowel(buffer[i - 1])))
            {
                buffer[i] = 'Y';
            }
        }

        p1 = Text.StartsWith("gener") || Text.StartsWith("arsen") ? 5 : Text.StartsWith("commun") ? 6 : AfterVowelConsonant(0);
        p2 = AfterVowelConsonant(p1);
    }

    public void Cut(int letters) => Length -= letters;

    public void Replace(int suffix, ReadOnlySpan<char> with)
    {
        Length -= suffix;
        with.CopyTo(buffer[Length..]);
        Length += with.Length;
    }

    public void Step1a()
    {
        _ = Cuts("'s'") || Cuts("'s") || Cuts("'");
        if (Ends("sses"))
        {
            Cut(2);
        }
        else if (Ends("ied") || Ends("ies"))
        {
            Cut(Length > 4 ? 2 : 1);
        }
        else if (Ends("s") && !Ends("us") && !Ends("ss") && HasVowel(Length - 2))
        {
            Cut(1);
        }
    }

    public void Step1b()
    {
        if (Ends("eedly") || Ends("eed"))
        {
            var suffix = Ends("eed") ? 3 : 5;
            if (InR1(suffix))
            {
                Replace(suffix, "ee");
            }

            return;
        }

        var drop = Ends("ingly") ? 5 : Ends("edly") ? 4 : Ends("ing") ? 3 : Ends("ed") ? 2 : 0;
        if (drop == 0 || !HasVowel(Length - drop))
        {
            return;
        }

        Cut(drop);
        Repair();
    }

    public void Step1c()
    {
        if (Length > 2 && buffer[Length - 1] is 'y' or 'Y' && !IsVowel(buffer[Length - 2]))
        {
            buffer[Length - 1] = 'i';
        }
    }

    /// <summary>A short syllable before the last <paramref name="suffix"/> letters: consonant-vowel-consonant, or a word of vowel-consonant.</summary>
    public readonly bool ShortSyllable(int suffix)
    {
        var n = Length - suffix;
        if (n < 2 || IsVowel(buffer[n - 1]) || !IsVowel(buffer[n - 2]))
        {
            return false;
        }

        return n == 2 || (buffer[n - 1] is not ('w' or 'x' or 'Y') && !IsVowel(buffer[n - 3]));
    }

    public readonly void Finish() => Text.Replace(buffer, 'Y', 'y');

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private readonly bool HasVowel(int before) => before > 0 && buffer[..before].ContainsAny(Vowels);

    private readonly int AfterVowelConsonant(int from)
    {
        var i = from;
        while (i < Length && !IsVowel(buffer[i]))
        {
            i++;
        }

        while (i < Length && IsVowel(buffer[i]))
        {
            i++;
        }

        return Math.Min(i + 1, Length);
    }

    private bool Cuts(ReadOnlySpan<char> suffix)
    {
        if (!Ends(suffix))
        {
            return false;
        }

        Cut(suffix.Length);
        return true;
    }

    // After -ed and -ing: conflat(ed) gets its e back, hopp(ing) loses a p, hop(ing) becomes hope.
    private void Repair()
    {
        if (Ends("at") || Ends("bl") || Ends("iz"))
        {
            Replace(0, "e");
        }
        else if (Length >= 2 && buffer[Length - 1] == buffer[Length - 2] && "bdfgmnprt".Contains(buffer[Length - 1], StringComparison.Ordinal))
        {
            Cut(1);
        }
        else if (Length == p1 && ShortSyllable(0))
        {
            Replace(0, "e");
        }
    }
}
