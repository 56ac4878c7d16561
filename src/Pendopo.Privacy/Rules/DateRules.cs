using System.Globalization;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Dates tied to a person, and ages over 89 (45 CFR 164.514(b)(2)(i)(C)). A date of an event is everybody's.</summary>
internal sealed class DateRules(Page page, Sentences sentences)
{
    private const int OldestAge = 125;

    // Said of one person's life and of nothing else.
    private static readonly HashSet<string> Strong = new(StringComparer.OrdinalIgnoreCase)
    {
        "lahir", "lahirnya", "lhr", "kelahiran", "kematian", "kecelakaan", "ttl", "born", "dob", "birth", "opname", "mrs", "discharged", "admitted", "admission", "hpht", "mens", "haid", "meninggal", "wafat", "died",
        "birthday", "bday", "inap", "melahirkan", "lahiran", "bersalin", "dirawat", "registering", "pasien", "ranap", "pulang",
    };

    public void Read()
    {
        for (var token = 0; token < page.Count; token++)
        {
            if (page.IsDigits(token))
                Age(token);
            else if (page[token].Kind == TokenKind.Mixed || page[token].Length is >= 6 and <= 8)
                AgeRule.Read(page, sentences, token);
            var last = End(token);
            if (last < 0)
                continue;
            if (IsPersons(token, last))
                page.Hint(FindingKind.Date, token, last);
            token = last;
        }
    }

    private int End(int token) => page[token].Kind switch
    {
        TokenKind.Digits => Numeric(token) ?? DayFirst(token) ?? Compact(token) ?? -1,
        TokenKind.Mixed when page[token + 1].Is(Cue.Month) && IsOrdinal(token) => page.IsDigits(token + 2) && page[token + 2].Length == 4 ? token + 2 : token + 1,
        TokenKind.Word when page[token].Is(Cue.Month) => MonthFirst(token) ?? -1,
        TokenKind.Word when page[token].Length == 7 && page.Text(page[token]).Equals("tanggal", StringComparison.OrdinalIgnoreCase) => Spoken(token) ?? -1,
        _ => -1,
    };

    private int? Numeric(int token)
    {
        if (!page.IsGlued(token + 1) || !page.IsGlued(token + 2) || !page.IsGlued(token + 3) || !page.IsGlued(token + 4) || !page.IsDigits(token + 2) || !page.IsDigits(token + 4))
            return null;
        var sign = page.Plain[page[token + 1].Start];
        if (sign is not ('-' or '/' or '.') || page.Plain[page[token + 3].Start] != sign || (page.IsSign(token + 5, sign) && page.IsGlued(token + 5) && page.IsDigits(token + 6)))
            return null;
        var (one, two, three) = (Number(token), Number(token + 2), Number(token + 4));
        var isDayFirst = one is >= 1 and <= 31 && two is >= 1 and <= 12 && IsYear(token + 4, three);
        var isMonthFirst = one is >= 1 and <= 12 && two is >= 1 and <= 31 && page[token + 4].Length == 4;
        var isYearFirst = page[token].Length == 4 && one is > 1900 and < 2100 && two is >= 1 and <= 12 && three is >= 1 and <= 31;
        return isDayFirst || isMonthFirst || isYearFirst ? token + 4 : null;
    }

    // 4 Agustus 1990 · 9 Sept 24 · 3 Juni
    private int? DayFirst(int token)
    {
        if (page[token].Length > 2 || Number(token) is < 1 or > 31 || !page[token + 1].Is(Cue.Month))
            return null;
        var year = token + 2;
        return page.IsDigits(year) && IsYear(year, Number(year)) && !page[year + 1].Is(Cue.Unit) ? year : token + 1;
    }

    // 17th March 1990
    private bool IsOrdinal(int token) => page[token].Length is 3 or 4 && (page.Text(page[token]).EndsWith("th") || page.Text(page[token]).EndsWith("st") || page.Text(page[token]).EndsWith("nd") || page.Text(page[token]).EndsWith("rd"));

    // March 11, 2025
    private int? MonthFirst(int token)
    {
        if (!page.IsDigits(token + 1) || page[token + 1].Length > 2 || Number(token + 1) is < 1 or > 31)
            return null;
        var year = page.IsSign(token + 2, ',') ? token + 3 : token + 2;
        return page.IsDigits(year) && page[year].Length == 4 ? year : null;
    }

    // 05051979, 250688, only right behind a word of birth
    private int? Compact(int token)
    {
        if (page[token].Length is not (6 or 8) || !Context.Stands(page, token, Cue.LifeDate, page[token].Length == 8 ? 5 : 2))
            return null;
        var digits = page.Text(page[token]);
        var (day, month, year) = (Parse(digits[..2]), Parse(digits[2..4]), Parse(digits[4..]));
        return day is >= 1 and <= 31 && month is >= 1 and <= 12 && (digits.Length == 6 || year is > 1900 and < 2100) ? token : null;
    }

    // tanggal dua belas bulan empat tahun dua ribu dua puluh dua
    private int? Spoken(int token)
    {
        var (last, parts) = (token, 0);
        for (var at = token + 1; at < page.Count && at < token + 16; at++)
        {
            var isPart = page.Text(page[at]) is "bulan" or "tahun" or "ribu";
            if (!isPart && !page[at].Is(Cue.Digit | Cue.DigitJoin))
                break;
            parts += page.Text(page[at]) is "bulan" or "tahun" ? 1 : 0;
            last = at;
        }
        return parts >= 2 ? last : null;
    }

    private bool IsPersons(int first, int last)
    {
        var here = sentences.In(first);
        if (here.HasFlag(Cue.Fiction) || page[first - 1].Is(Cue.Unit) || Context.Stands(page, first, Cue.Thing, 2))
            return false;
        var (isStrong, isWeak) = Words(first, last);
        if (isStrong)
            return !here.HasFlag(Cue.Event) || sentences.HasIdentifier(first) || Context.Stands(page, first, Cue.LifeDate, 2);
        if (here.HasFlag(Cue.Event))
            return false;
        if (!isWeak && (here & (Cue.Self | Cue.Third | Cue.Patient)) != Cue.None && Context.Stands(page, first, Cue.Service, 6))
            return true;
        return isWeak ? (here & (Cue.Patient | Cue.Self | Cue.Kin | Cue.Title | Cue.Third)) != Cue.None || sentences.HasIdentifier(first)
            : sentences.HasIdentifier(first) && (page[last].Length is 2 or 4 || page[last].Length == 8) && page.IsDigits(last);
    }

    private (bool IsStrong, bool IsWeak) Words(int first, int last)
    {
        var (isStrong, isWeak) = (false, false);
        for (var at = Math.Max(0, first - 6); at <= Math.Min(page.Count - 1, last + 4); at++)
        {
            if ((at >= first && at <= last) || !page[at].Is(Cue.LifeDate) || Context.EndsSentence(page, at))
                continue;
            var isNear = at < first || at <= last + 3;
            isStrong |= isNear && Strong.GetAlternateLookup<ReadOnlySpan<char>>().Contains(page.Text(page[at]));
            isWeak |= isNear;
        }
        return (isStrong, isWeak);
    }

    private void Age(int token)
    {
        var age = page[token].Length <= 3 ? Number(token) : 0;
        if (age is < 90 or > OldestAge || IsRange(token) || (sentences.In(token) & (Cue.Event | Cue.Fiction)) != Cue.None)
            return;
        if (page.IsSign(token + 1, '-') && page[token + 2].Is(Cue.Years))
            page.Hint(FindingKind.Age, token, token + 2);
        else if (page[token + 1].Is(Cue.Years) && (!page.IsSign(token - 1, '/') || page.Text(page[token - 2]) is "L" or "P" or "M" or "F"))
            page.Hint(FindingKind.Age, token, page[token + 2].Length == 3 && page.Text(page[token + 2]) is "old" ? token + 2 : token + 1);
        else if ((page.Text(page[token - 1]) is "is" or "turns" or "turned" or "turning" || (page.Text(page[token - 1]) is "already" or "now" && page.Text(page[token - 2]) is "is")) &&  Context.Stands(page, token, Cue.Kin | Cue.Third, 4) && !page.IsSign(token + 1, '/') && !page[token + 1].Is(Cue.Unit))
            page.Hint(FindingKind.Age, token, token);
        else if (page.Text(page[token + 1]) is "y" or "Y" && (page.IsSign(token + 2, '/') || page.IsSign(token + 2, '.')) && page.Text(page[token + 3]) is "o" or "O")
            page.Hint(FindingKind.Age, token, token + 3);
        else if (token > 0 && page[token - 1].Is(Cue.AgeWord) && !page[token + 1].Is(Cue.Month | Cue.Unit))
            page.Hint(FindingKind.Age, token - 1, token);
    }

    private bool IsRange(int token) => (page.IsSign(token + 1, '-') && page.IsDigits(token + 2)) || (page.IsGlued(token) && page.IsSign(token - 1, '-')) || page.IsSign(token - 1, ',') && page.IsGlued(token);

    private bool IsYear(int token, int value) => page[token].Length == 2 || (page[token].Length == 4 && value is > 1900 and < 2100);

    private int Number(int token) => page[token].Length <= 4 ? Parse(page.Text(page[token])) : -1;

    private static int Parse(ReadOnlySpan<char> digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
