using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>What stands right before a word that may be a name.</summary>
internal enum NameSign
{
    None,
    Greeting,

    /// <summary>"Bu", "Pak", "Kak": also said to nobody in particular.</summary>
    Title,

    /// <summary>"Ny.", "Tn.", "Mrs", "H.": said with a name only.</summary>
    StrongTitle,

    /// <summary>"nama:", "a.n.", "pasien".</summary>
    Label,

    /// <summary>A doctor, a minister: in their role.</summary>
    Office,

    /// <summary>A room, a street, a shop.</summary>
    Place,
}

/// <summary>Reads what stands before a name.</summary>
internal static class NameContext
{
    public static NameSign Before(Page page, int first)
    {
        var at = first - 1;
        var hasDot = page.IsSign(at, '.');
        at -= hasDot ? 1 : 0;
        if (at < 0 || page[first].BreakBefore)
            return NameSign.None;
        if (page.IsWord(at) && page[at].Is(Cue.Office) && IsOffice(page, at, hasDot, first))
            return NameSign.Office;
        if (page.IsWord(at) && page[at].Is(Cue.Title) && (!hasDot || page[at].Length <= 4))
            return Title(page, at, hasDot);
        if (hasDot)
            return IsOnBehalf(page, at) ? NameSign.Label : NameSign.None;
        return Word(page, first, at);
    }

    private static NameSign Word(Page page, int first, int at)
    {
        if (IsOnBehalf(page, at))
            return NameSign.Label;
        var sign = page.IsSign(at, ':') || page.IsSign(at, '=') || page.IsSign(at, '#') || page.IsSign(at, ',') ? at - 1 : at;
        if (sign == at && ((page[at].Is(Cue.PlaceType | Cue.Workplace) && !page[at].Is(Cue.NameLabel)) || page.Text(page[at]) is "PT" or "CV"))
            return NameSign.Place;
        if (page.IsDigits(at) && page[at].Length <= 3 && page[at - 1].Is(Cue.Workplace | Cue.PlaceType))
            return NameSign.Place;
        if (IsLabel(page, sign, sign == at))
            return NameSign.Label;
        return page[sign].Is(Cue.Greeting) && page[first].Capital ? NameSign.Greeting : NameSign.None;
    }

    // "nama lengkap:", "nama ibu kandung X", "name spelled", "atas nama anaknya aja min X"
    private static bool IsLabel(Page page, int at, bool isDirect)
    {
        if (page[at].Is(Cue.Naming) && isDirect)
            return true;
        for (var back = at; back >= 0 && back > at - 4; back--)
        {
            if (page[back].Is(Cue.NameLabel) && !(page.Text(page[back]) is "an" or "An"))
                return back == at ? isDirect || !page.IsSign(at + 1, ',') : page[back].Facts.Cues.HasFlag(Cue.NameLabel) && IsNameWord(page, back);
            if (page[back].Kind != TokenKind.Word || (page[back].Capital && page[back].Facts.Cues == Cue.None) || (page[back].Is(Cue.PlaceType) && !page[back].Is(Cue.NameLabel)))
                return false;
        }
        return false;
    }

    private static bool IsNameWord(Page page, int at) => page.Text(page[at]) is "nama" or "Nama" or "name" or "Name" or "NAMA";

    // a.n. X · a/n X · a.n X
    private static bool IsOnBehalf(Page page, int at) =>
        page.IsWord(at) && page.Text(page[at]) is "n" or "N" && (page.IsSign(at - 1, '.') || page.IsSign(at - 1, '/')) && page.IsGlued(at) && page.Text(page[at - 2]) is "a" or "A";

    private static NameSign Title(Page page, int at, bool hasDot)
    {
        // "Gang Haji Mukti": the lane has the name.
        if (page[at - 1].Is(Cue.Street) && page[at - 1].Length > 1)
            return NameSign.Place;
        var word = page.Text(page[at]);
        Span<char> lower = stackalloc char[24];
        var length = Math.Max(0, word.ToLowerInvariant(lower));
        return lower[..length] switch
        {
            "tn" or "ny" or "nn" or "mr" or "mrs" or "ms" or "miss" or "hj" or "sdr" or "sdri" or "haji" or "hajah" or "nyonya" or "tuan" or "nona" => NameSign.StrongTitle,
            "h" or "an" or "by" => hasDot ? NameSign.StrongTitle : NameSign.None,
            "a" or "sir" or "madam" => NameSign.None,
            _ => hasDot ? NameSign.None : IsOfficeBefore(page, at) ? NameSign.Office : NameSign.Title,
        };
    }

    // "Menteri Kesehatan Bapak …", "dr. H. …": the office counts.
    private static bool IsOfficeBefore(Page page, int at) =>
        (at > 0 && page[at - 1].Is(Cue.Office) && page[at - 1].Capital) || (at > 1 && page[at - 2].Is(Cue.Office) && page[at - 2].Capital && page.IsWord(at - 1) && !page[at - 1].Capital);

    // "dr" is also short for "dari" (from).
    private static bool IsOffice(Page page, int at, bool hasDot, int first) => page.Text(page[at]) is not ("dr" or "Dr" or "ns") || hasDot || (page[first].Capital && page[at].Capital);
}
