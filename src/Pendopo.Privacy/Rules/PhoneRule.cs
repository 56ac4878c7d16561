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
        var score = Score(run.Digits(first, run.Count - 1), hasPlus, context, page.IsSign(run[first].Token - 1, '('), IsAmerican(run, first), IsGrouped(run, first));
        if (score == 0 || End(run, first, hasPlus) is not { } last || (context & (Cue.Thing | Cue.Npwp)) != Cue.None || run.IsDate(first))
            return null;
        if (IsOfOrder(page, run[first].Token))
            return null;
        if (run.Total(first, last) < (run.Digits(first, last)[0] == '0' ? 9 : 7))
            return null;
        if (IsHouses(page, run[first].Token) || page.Allow.AllowsNumber(run.Digits(first, last)))
            page.Pass(FindingKind.Phone, run[first].Token, run[last].Token);
        else
            Note(page, run, first, last, hasPlus, score);
        return last;
    }

    // "Order 7782-1190-34", "no resi: 0081…"
    private static bool IsOfOrder(Page page, int first)
    {
        var at = first - 1;
        while (at > first - 4 && (page[at].Kind == TokenKind.Sign || page.Text(page[at]) is "no" or "nomor" or "No" or "number"))
            at--;
        return page.IsWord(at) && page.Text(page[at]) is "order" or "Order" or "pesanan" or "Pesanan" or "resi" or "Resi" or "invoice" or "Invoice" or "faktur" or "Faktur" or "transaksi" or "booking" or "kwitansi" or "kuitansi";
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

    // 0688 872 49 99 · 78 651 450 · 28-64-66-98: groups of two to four as numbers of phones are read out (ITU-T E.123), in no year and no amount.
    private static bool IsGrouped(NumberRun run, int first)
    {
        var total = run.Total(first, run.Count - 1);
        // "03-7712 4409": area codes of two digits are written with a hyphen.
        var isArea = run.Digits(first, first)[0] == '0' && (run.Total(first, first) >= 3 || (run.Total(first, first) == 2 && run.Count - first >= 2 && run[first + 1].Separator == '-' && total >= 9));
        if (run.Count - first < (isArea ? 2 : 3) || total is < 8 or > 12 || run.IsDate(first) || IsYear(run, first) || NumberRules.IsSocialSecurity(run, first) || !run.IsEven(first, run.Count - 1) && !isArea)
            return false;
        var longest = 0;
        for (var at = first; at < run.Count; at++)
        {
            if (run.Total(at, at) < 2 || (at > first && run[at].Separator is not (' ' or '-') && !isArea))
                return false;
            longest = Math.Max(longest, run.Total(at, at));
        }
        return longest <= (isArea ? 8 : 4) && (isArea || run[first + 1].Separator == ' ' || run.Total(first, first) == run.Total(first + 1, first + 1));
    }

    // 1992-11-08
    private static bool IsYear(NumberRun run, int first) => run.Total(first, first) == 4 && run.Digits(first, first) is ['1' or '2', '0' or '9', ..] && run.Total(first + 1, first + 1) == 2;

    /// <summary>463-612-6138x036: a number with an extension; the last token, or null.</summary>
    public static int? Extension(Page page, int first)
    {
        if (!page.IsDigits(first) || page[first].Length != 3)
            return null;
        var second = page[first + 1].Kind == TokenKind.Sign ? page.IsSign(first + 1, ')') && page[first + 2].Kind == TokenKind.Sign ? first + 3 : first + 2 : -1;
        var last = second + 2;
        if (second < 0 || !page.IsDigits(second) || page[second].Length != 3 || page[second + 1].Kind != TokenKind.Sign || page[last].Kind != TokenKind.Mixed || !page.IsGlued(last))
            return null;
        var text = page.Text(page[last]);
        if (text.IndexOfAnyExceptInRange('0', '9') != 4 || text[4] is not ('x' or 'X') || text.Length < 6 || text[5..].IndexOfAnyExceptInRange('0', '9') >= 0)
            return null;
        page.AddChars(FindingKind.Phone, page[first].Start, page[last].End, 0.85, "phone.shape");
        return last;
    }

    private static double Score(ReadOnlySpan<char> digits, bool hasPlus, Cue context, bool inBrackets, bool isAmerican, bool isGrouped)
    {
        if (digits.Length >= 9 && (digits.StartsWith("08") || (digits.StartsWith("628") && digits.Length >= 11)) && digits[^1] != '\0')
            return 0.95;
        if (hasPlus && digits.Length >= 8 && digits[0] != '0')
            return 0.95;
        var isNamed = (context & Cue.Phone) != Cue.None;
        if (digits.Length >= 9 && digits[0] == '0' && digits[1] is >= '2' and <= '9' && (isNamed || inBrackets))
            return isNamed ? 0.9 : 0.7;
        return isNamed && digits.Length >= 7 ? 0.75 : isAmerican ? 0.72 : isGrouped ? 0.7 : 0;
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
