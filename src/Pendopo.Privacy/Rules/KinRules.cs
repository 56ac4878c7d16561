using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Somebody told by whose relative they are: "anak Bu Siti dari RT 03", "Wulan's eldest son".</summary>
internal sealed class KinRules(Page page, Sentences sentences)
{
    private const Cue Told = Cue.Health | Cue.Care | Cue.Doing | Cue.Patient;

    public void Read()
    {
        for (var token = 0; token < page.Count; token++)
            token = Math.Max(token, OfWhom(token) ?? Possessive(token) ?? token);
    }

    private int? OfWhom(int first)
    {
        if (!page[first].Is(Cue.Kin) || sentences.In(first).HasFlag(Cue.Fiction))
            return null;
        var whose = first + 1;
        while (whose < first + 3 && page[whose].Is(Cue.Kin) && !page[whose].Is(Cue.Title) || page.Text(page[whose]) is "bungsu" or "sulung" or "almarhum" or "alm" or "mendiang" or "tiri" or "angkat" or "kandung" or "tunggal" or "kedua" or "pertama" or "ketiga" or "dari" or "ipar" or "of")
            whose++;
        if (Whose(first, whose) is not { } last || ((!HasName(whose, last) || page[first].Is(Cue.Title)) && (sentences.Near(first) & Told) == Cue.None))
            return null;
        last = Where(last);
        page.Hint(FindingKind.Kin, first, last);
        return last;
    }

    // A name behind the title identifies by itself; an office needs something said of the relative.
    private bool HasName(int first, int last)
    {
        for (var at = first; at <= last; at++)
        {
            if (NameShape.Of(page, at) == NameTrust.Known)
                return true;
        }
        return false;
    }

    // A title with a name or an office, "si" with a name, or an office alone; never the words of address ("istri Bapak, …").
    private int? Whose(int first, int at)
    {
        var whom = page[at];
        if (whom.Kind != TokenKind.Word || whom.BreakBefore)
            return null;
        var next = at + 1;
        if (whom.Is(Cue.Title) && !whom.Is(Cue.Self) || whom.Is(Cue.Naming))
        {
            next += page.IsSign(next, '.') ? 1 : 0;
            next += page[next].Is(Cue.Title) && NameShape.Of(page, next + 1) != NameTrust.None ? 1 : 0;
            if (page[next].Is(Cue.Title) && page.IsWord(next + 1) && page[next + 1].Capital && !page[next + 1].BreakBefore)
                return next + 1;
            if (page[next].Is(Cue.Office) && page.IsWord(next))
                return NameShape.Of(page, next + 1) != NameTrust.None ? NameShape.End(page, next + 1) : next;
            if (page.Text(page[next]) is "RW" or "RT" or "rw" or "rt")
                return EndOfPlace(next);
            return NameShape.Of(page, next) != NameTrust.None ? NameShape.End(page, next) : null;
        }
        if (whom.Is(Cue.Office) && at == first + 1 + (at - first - 1))
            return NameShape.Of(page, next) != NameTrust.None || page[next].Is(Cue.PlaceType) ? NameShape.End(page, next + (page[next].Is(Cue.PlaceType) ? 1 : 0)) : at;
        return null;
    }

    // … dari RT 03, … Kp. Cikareo, … tukang cilok, … yang jualan surabi
    private int Where(int last)
    {
        for (var round = 0; round < 3; round++)
        {
            var next = last + 1;
            next += page.Text(page[next]) is "dari" or "di" or "from" or "yang" or "yg" ? 1 : 0;
            if (page[next].Is(Cue.Rt | Cue.Hamlet) || page.Text(page[next]) is "RW" or "rw")
                last = EndOfPlace(next);
            else if (page.Text(page[next]) is "tukang" or "jualan" or "dagang")
                last = Math.Min(next + 1, page.Count - 1);
            else if (page.IsDigits(next) && next == last + 1 && page[next].Length <= 2)
                last = next;
            else
                break;
        }
        return last;
    }

    private int EndOfPlace(int at)
    {
        var last = at;
        while (last + 1 < page.Count && last < at + 8 && !page[last + 1].BreakBefore
            && (page.IsDigits(last + 1) || page.IsSign(last + 1, '/') || (page.IsSign(last + 1, '.') && last + 2 < page.Count && page[last + 2].Capital && last - at < 2)
                || page[last + 1].Is(Cue.Rt) || (page[last + 1].Capital && page.IsWord(last + 1) && (page[last + 1].Facts.Cues & ~(Cue.GivenName | Cue.Surname | Cue.DoubtfulName | Cue.Common)) == Cue.None) || page.Text(page[last + 1]) is "RW" or "rw"))
            last++;
        return last;
    }

    // Wulan's eldest son · The headmaster's youngest daughter · Bu Brian's niece from RT 09
    private int? Possessive(int token)
    {
        if (!page.IsSign(token, '\'') || !page.IsGlued(token) || !page.IsGlued(token + 1) || page[token + 1].Length != 1 || token == 0)
            return null;
        var kin = page[token + 2].Is(Cue.Kin) ? token + 2 : page[token + 3].Is(Cue.Kin) ? token + 3 : page.Text(page[token + 2]) is "ex" && page[token + 4].Is(Cue.Kin) ? token + 4 : -1;
        if (kin < 0 || ((sentences.Near(token) & Told) == Cue.None && !page[token - 1].Capital) || page[token - 1].Is(Cue.Common) && !page[token - 1].Capital && page[token - 1].Length < 4)
            return null;
        var first = token - 1;
        while (first > 0 && first > token - 4 && (page[first - 1].Is(Cue.Title) || page.Text(page[first - 1]) is "the" or "The" || (page[first - 1].Capital && NameShape.Of(page, first - 1) != NameTrust.None)))
            first--;
        page.Hint(FindingKind.Kin, first, Where(kin));
        return kin;
    }
}
