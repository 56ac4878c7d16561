using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Numbers said in words ("nol delapan satu dua …"), which people write so that filters do not see them.</summary>
internal static class SpokenNumberRule
{
    private const int Shortest = 6;
    private const int Longest = 40;

    public static void Read(Page page)
    {
        Span<char> digits = stackalloc char[Longest];
        for (var token = 0; token < page.Count; token++)
        {
            if (!page[token].Is(Cue.Digit))
                continue;
            var (count, last) = Take(page, token, digits);
            if (count >= Shortest || (count >= Shortest - 1 && Context.Stands(page, token, Cue.Mrn, 3)))
                Note(page, token, last, digits[..count]);
            token = last;
        }
    }

    private static (int Count, int Last) Take(Page page, int token, Span<char> digits)
    {
        var (count, last) = (0, token);
        for (var at = token; at < page.Count && count < Longest; at++)
        {
            if (page[at].Is(Cue.Digit) || (page.IsDigits(at) && page[at].Length == 1))
            {
                digits[count++] = page[at].Is(Cue.Digit) ? (char)('0' + page[at].Facts.Value) : page.Plain[page[at].Start];
                last = at;
            }
            else if (page[at].Is(Cue.DigitJoin))
            {
                last = at;
            }
            else if (!page.IsSign(at, ',') && !page.IsSign(at, '-') && !page.IsSign(at, '.'))
            {
                break;
            }
        }
        return (count, last);
    }

    private static void Note(Page page, int first, int last, ReadOnlySpan<char> digits)
    {
        var context = Context.Of(page, first, last);
        var kind = (context & Cue.Mrn) != Cue.None ? FindingKind.Mrn
            : digits.Length == Nik.Length ? (context & Cue.Kk) != Cue.None ? FindingKind.Kk : FindingKind.Nik
            : digits.Length == 13 && (context & Cue.Bpjs) != Cue.None ? FindingKind.Bpjs
            : (context & Cue.Account) != Cue.None ? FindingKind.Account
            : digits.Length >= 9 && (digits[0] == '0' || (context & Cue.Phone) != Cue.None) ? FindingKind.Phone
            : (FindingKind?)null;
        if (kind is { } found)
            page.Add(found, first, last, 0.85, "number.spoken");
    }
}
