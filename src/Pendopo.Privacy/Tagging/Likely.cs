using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>What cannot be a name or a date whatever stands around it.</summary>
internal static class Likely
{
    private const int RoleReach = 4;

    /// <summary>Words of the language, countries and wallets are nobody's name by themselves; nor is, in English, a small word that is a name elsewhere ("made").</summary>
    public static bool Name(Page page, Sentences sentences, int first, int last)
    {
        var isEnglish = (sentences.In(first) & (Cue.English | Cue.Indonesian)) == Cue.English;
        if (IsNegated(page, last + 1) || IsThing(page, sentences, first, last, isEnglish) || Things.HoldName(page, sentences, first, last) || (isEnglish && Firms.IsPlaceOrEmployer(page, first, last)))
            return false;
        if (page[last].Is(Cue.Month) && page.Text(page[last == first ? last - 1 : first]) is "bulan" or "Bulan")
            return false;
        // Who writes English with capitals writes names with them.
        var needsCapital = isEnglish && sentences.HasCapitals(first);
        for (var at = first; at <= last; at++)
        {
            var token = page[at];
            if (IsNegated(page, at))
                return false;
            if (needsCapital && !token.Capital && token.Facts.Sort == WordSort.Unknown)
                continue;
            var couldBe = token.Kind == TokenKind.Word ? token.Facts.Sort <= WordSort.DoubtfulName && token.Length > 1 : token.Kind == TokenKind.Mixed;
            if (couldBe && (token.Capital || (!token.Is(Cue.Account) && !(isEnglish && token.Facts.Sort == WordSort.DoubtfulName))))
                return true;
        }
        return page[first - 1].Is(Cue.Title | Cue.NameLabel | Cue.Naming) || page.IsSign(first - 1, '.');
    }

    // "Don't", "I WON'T"
    private static bool IsNegated(Page page, int sign) => page.IsSign(sign, '\'') && page.IsGlued(sign) && page.IsGlued(sign + 1) && page.Text(page[sign + 1]) is "t" or "T";

    // "the White Stripes", "R.A. Kartini wrote": a word with an article, a figure of history who is no patient here.
    private static bool IsThing(Page page, Sentences sentences, int first, int last, bool isEnglish)
    {
        if (isEnglish && first == last && page[first].Facts.Sort == WordSort.DoubtfulName && page.Text(page[first - 1]) is "the" or "The")
            return true;
        if (first == last && HeadWords.IsWord(page, sentences, first))
            return true;
        if (Figures.Holds(page, sentences, first, last) || IsInRole(page, first))
            return true;
        return page[last].Is(Cue.Fiction) && !page[first - 1].Is(Cue.Title | Cue.NameLabel | Cue.Naming) && (sentences.In(first) & (Cue.Doing | Cue.Patient | Cue.Care)) == Cue.None;
    }

    // "Petugas gizi kami, Mbak Laras, …": who is said to work here.
    private static bool IsInRole(Page page, int first)
    {
        // "Narasumber: Prof. Budiman Tirto"
        if (page.IsSign(first - 1, '.') && page.Text(page[first - 2]) is "Prof" or "prof" or "drg" or "Drg" or "dr" or "Dr" or "apt" or "Ns" && page[first].Capital)
            return !page.Marks.Contains((byte)(FindingKind.SipStr + 1));
        var title = first - 1;
        var comma = page[title].Is(Cue.Title) ? title - 1 : title;
        if (!page.IsSign(comma, ',') || page[first].BreakBefore)
            return false;
        for (var at = comma - 1; at >= Math.Max(0, comma - RoleReach) && !Rules.Context.EndsSentence(page, at); at--)
        {
            if (page[at].Kind == TokenKind.Sign || page[at].Is(Cue.Kin | Cue.Patient | Cue.Title | Cue.Doing | Cue.Relay))
                return false;
            if (page[at].Is(Cue.Office) || page.Text(page[at]) is "Staf" or "staf" or "Tim" or "tim" or "staff" or "Staff")
                return comma - at > 1;
        }
        return false;
    }

    /// <summary>A month, a weekday, a feast, "tgl", "kemarin", or numbers written as a date; "60-81 tahun" and "5 orang" are none.</summary>
    public static bool Date(Page page, int first, int last)
    {
        if (Things.HoldDate(page, first, last) || Things.IsExample(page, first))
            return false;
        var numbers = 0;
        for (var at = first; at <= last; at++)
        {
            var token = page[at];
            if (token.Is(Cue.Month | Cue.Weekday | Cue.When | Cue.Event) || (token.Kind == TokenKind.Word && token.Length >= 3 && token.Facts.Sort <= WordSort.DoubtfulName))
                return true;
            if (page.Text(token) is "tgl" or "Tgl" or "tanggal" or "Tanggal" or "lalu" or "last" || token.Kind == TokenKind.Mixed || (token.Kind == TokenKind.Digits && token.Length >= 4))
                return true;
            numbers += token.Kind == TokenKind.Digits ? 1 : 0;
        }
        return numbers >= 2 && !page[last].Is(Cue.Years) && !page[last + 1].Is(Cue.Years);
    }

    /// <summary>A number over 89, or one said in words; "38-year-old" and "its 10th year" are none (45 CFR 164.514(b)(2)(i)(C)).</summary>
    public static bool Age(Page page, int first, int last)
    {
        var hasNumber = false;
        for (var at = first; at <= last; at++)
        {
            var text = page.Text(page[at]);
            var digits = text.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length;
            // "lansia di atas 90 tahun" is nobody.
            if (digits > 0 && (page.Text(page[at - 1]) is "atas" or "diatas" or "over" or "above" or "Over" || IsOfThing(page, first, last)))
                return false;
            if (digits == 3 || (digits == 2 && text[0] == '9') || IsHighWord(page, at, text))
                return true;
            hasNumber |= digits > 0 || page[at].Is(Cue.Digit);
        }
        // "old" alone says nothing.
        return !hasNumber && HasWords(page, first, last);
    }

    private static bool HasWords(Page page, int first, int last)
    {
        for (var at = first; at <= last; at++)
        {
            if (page.IsWord(at) && !page[at].Is(Cue.Years | Cue.AgeWord) && page.Text(page[at]) is not "old")
                return true;
        }
        return false;
    }

    // "usia 90 ke atas", "umur bangunan ini 95 tahun", "sudah 100 tahun RS ini berdiri"
    private static bool IsOfThing(Page page, int first, int last)
    {
        if (page.Text(page[last + 1]) is "keatas" or "plus" or "lalu" or "silam" || (page.Text(page[last + 1]) is "ke" or "dan" && page.Text(page[last + 2]) is "atas") || page.Text(page[last + 2]) is "service" or "anniversary")
            return true;
        for (var at = last + 1; at <= last + 4 && at < page.Count && !page[at].BreakBefore; at++)
        {
            if (page.Text(page[at]) is "berdiri" or "beroperasi" or "berkiprah" or "merdeka" or "silam" or "mengabdi")
                return true;
        }
        return page.Text(page[first - 1]) is "ini" or "itu" && !page[first - 2].Is(Cue.Kin | Cue.Title | Cue.Patient) || page[first].Is(Cue.AgeWord) && page[first + 1].Is(Cue.Common) && page.IsWord(first + 1) && !page[first + 1].Is(Cue.Kin | Cue.Title | Cue.Self | Cue.Third | Cue.Digit);
    }

    /// <summary>A word of streets, lanes, hamlets or flats, a landmark, or a number beside a name; "420 tadi pagi" and "5 Musicians" are no home.</summary>
    public static bool Address(Page page, Sentences sentences, int first, int last)
    {
        if (Homes.AreNobodys(page, sentences, first, last))
            return false;
        if (page[first - 1].Is(Cue.Location | Cue.LivesAt) || page.Text(page[last]) is var end && page.IsDigits(last) && end.Length == 5 && page[last - 1].Length == 2)
            return true;
        for (var at = first; at <= last; at++)
        {
            var token = page[at];
            if (token.Is(Cue.Street | Cue.Rt | Cue.Hamlet | Cue.PlaceType | Cue.Region | Cue.LivesAt) || page.Marks[at] == (byte)(FindingKind.Address + 1) || Repairs.IsUnit(page, at))
                return true;
            if (token.Kind is TokenKind.Digits or TokenKind.Mixed && (IsNameOfStreet(page, at - 1) || IsNameOfStreet(page, at + 1) || (first == last && token.Length >= 4 && !page.IsGlued(at))))
                return true;
        }
        return false;
    }

    /// <summary>A school that takes part in an event singles nobody out.</summary>
    public static bool Place(Page page, Sentences sentences, int first, int last) => !page[last].Is(Cue.Month | Cue.Weekday) &&
        !Rules.Context.Stands(page, first, Cue.Event, 8) && (!IsHead(page, first) || (sentences.In(first) & (Cue.Belongs | Cue.Kin | Cue.Self | Cue.Third | Cue.Patient | Cue.Doing)) != Cue.None);

    // "Toko Sumber Rejeki menjual …": the place itself is told of.
    private static bool IsHead(Page page, int first) => first < 2 || page[first].BreakBefore || (page[first - 1].BreakBefore && page[first - 1].Is(Cue.Workplace | Cue.PlaceType));

    private static bool IsNameOfStreet(Page page, int at) => page.IsWord(at) && page[at].Length > 1 && page[at].Facts.Sort <= WordSort.DoubtfulName && page[at].Capital;

    private static bool IsHighWord(Page page, int at, ReadOnlySpan<char> text)
    {
        if (text.Length is < 5 or > 11 || !page.IsWord(at))
            return false;
        Span<char> small = stackalloc char[text.Length];
        text.ToLowerInvariant(small);
        return (ReadOnlySpan<char>)small is "ninety" or "hundred" or "seratus" or "satus" or "centenarian" || ((ReadOnlySpan<char>)small is "sembilan" && page.Text(page[at + 1]).Equals("puluh", StringComparison.OrdinalIgnoreCase));
    }
}
