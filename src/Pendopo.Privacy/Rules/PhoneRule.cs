using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>
/// Phone numbers. Mobile: (+62|62|0) 8x and 7 to 11 more digits; land line: area code and number, when something says it is a phone; other
/// countries: + and 8 to 15 digits (ITU-T E.164). Short public lines (119, 110, 112, 1500-567) never have this shape.
/// </summary>
internal static class PhoneRule
{
    private const int Longest = 15;

    /// <summary>The last group of a phone number that begins at the first; null when none does.</summary>
    public static int? Match(Page page, NumberRun run, int first, Cue context)
    {
        var hasPlus = page.IsSign(run[first].Token - 1, '+') && page.IsGlued(run[first].Token);
        var score = Score(run.Digits(first, run.Count - 1), hasPlus, context, page.IsSign(run[first].Token - 1, '('), IsAmerican(run, first));
        if (score == 0 || End(run, first, hasPlus) is not { } last || (context & (Cue.Thing | Cue.Npwp)) != Cue.None || run.IsDate(first))
            return null;
        if (run.Total(first, last) < (run.Digits(first, last)[0] == '0' ? 9 : 7))
            return null;
        if (!IsHouses(page, run[first].Token) && !page.Allow.AllowsNumber(run.Digits(first, last)))
            Note(page, run, first, last, hasPlus, score);
        return last;
    }

    private static void Note(Page page, NumberRun run, int first, int last, bool hasPlus, double score)
    {
        var (start, end) = (page[run[first].Token].Start, page[run[last].Token].End);
        start -= hasPlus || page.IsSign(run[first].Token - 1, '(') ? 1 : 0;
        page.AddChars(FindingKind.Phone, start, end, score, "phone.shape");
    }

    // 905-674-3793: three, three, four (NANP)
    private static bool IsAmerican(NumberRun run, int first) =>
        run.Count - first == 3 && run[first + 1].Separator is '-' or '.' && run.IsEven(first, first + 2) && run.Total(first, first) == 3 && run.Total(first + 1, first + 1) == 3 && run.Total(first + 2, first + 2) == 4;

    private static double Score(ReadOnlySpan<char> digits, bool hasPlus, Cue context, bool inBrackets, bool isAmerican)
    {
        if (digits.Length >= 9 && (digits.StartsWith("08") || (digits.StartsWith("628") && digits.Length >= 11)) && digits[^1] != '\0')
            return 0.95;
        if (hasPlus && digits.Length >= 8 && digits[0] != '0')
            return 0.95;
        var isNamed = (context & Cue.Phone) != Cue.None;
        if (digits.Length >= 9 && digits[0] == '0' && digits[1] is >= '2' and <= '9' && (isNamed || inBrackets))
            return isNamed ? 0.9 : 0.7;
        return isNamed && digits.Length >= 7 ? 0.75 : isAmerican ? 0.72 : 0;
    }

    // Stops before a group that could begin a number of its own.
    private static int? End(NumberRun run, int first, bool hasPlus)
    {
        int? last = null;
        for (var at = first; at < run.Count && run.Total(first, at) <= (hasPlus ? Longest : Longest - 1); at++)
        {
            if (at > first && run.Total(at, at) >= 8)
                break;
            last = at;
            if (run.Total(first, at) >= 10 && at + 1 < run.Count && run[at + 1].Separator == ' ' && at > first && run[at].Separator != ' ')
                break;
        }
        return last;
    }

    /// <summary>"Nomor puskesmas: …", "WA layanan …": the house's own line, unless somebody's own number is meant.</summary>
    private static bool IsHouses(Page page, int token) =>
        (Context.Stands(page, token, Cue.House, 4) && !Context.Stands(page, token, Cue.Self | Cue.Patient | Cue.Kin | Cue.Relay, 4))
        || (Context.Stands(page, token, Cue.House, 16) && !Context.Stands(page, token, Cue.Self | Cue.Patient | Cue.Kin | Cue.Title | Cue.NameLabel | Cue.GivenName, 18));
}
