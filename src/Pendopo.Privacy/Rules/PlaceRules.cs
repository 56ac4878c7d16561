using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Where somebody lives, and the school or workplace that singles somebody out.</summary>
internal sealed class PlaceRules(Page page, Sentences sentences)
{
    private const int Longest = 14;
    private const Cue Beginning = Cue.Street | Cue.Hamlet | Cue.Rt | Cue.Workplace | Cue.Beside;

    public void Read()
    {
        for (var token = 0; token < page.Count; token++)
        {
            if (page[token].Kind is TokenKind.Digits or TokenKind.Mixed || page[token].Is(Beginning))
                token = Math.Max(token, Address(token) ?? Landmark(token) ?? EnglishAddress(token) ?? Work(token) ?? EnglishWork(token) ?? token);
        }
    }

    private int? Address(int first)
    {
        if (!page[first].Is(Cue.Street | Cue.Hamlet | Cue.Rt) || IsPartOfName(first))
            return null;
        var end = EndOfAddress(first, out var parts);
        if (parts.Named == 0 && parts.Rt == 0 && !(parts.HasStreet && parts.Numbers >= 2))
            return null;
        if (!IsHome(first, parts))
            return end;
        page.Hint(FindingKind.Address, first, end);
        return end;
    }

    private readonly record struct Parts(int Named, int Rt, int Numbers, bool HasStreet, bool HasHamlet);

    // Words, numbers and the small words between them, as long as it reads like an address.
    private int EndOfAddress(int first, out Parts parts)
    {
        var (last, rt, named, numbers, street, hamlet) = (first, 0, 0, 0, false, false);
        for (var at = first; at < page.Count && at < first + Longest && (at == first || !page[at].BreakBefore); at++)
        {
            var token = page[at];
            street |= token.Is(Cue.Street);
            hamlet |= token.Is(Cue.Hamlet);
            if (token.Is(Cue.Rt) && (page.IsDigits(at + 1) || page.IsDigits(at + 2)))
                rt++;
            else if (token.Kind is TokenKind.Digits or TokenKind.Mixed && token.Length <= 4)
                numbers++;
            else if (token.Kind == TokenKind.Word && IsPlaceWord(at, first))
                named += token.Is(Cue.Street | Cue.Hamlet) || token.Length < 3 ? 0 : 1;
            else if (token.Kind != TokenKind.Sign || page.Plain[token.Start] is not ('.' or ',' or '/' or '=' or '-') || !GoesOn(at))
                break;
            last = token.Kind == TokenKind.Sign ? last : at;
        }
        parts = new Parts(named, rt, numbers, street, hamlet);
        return last;
    }

    // A sign belongs to the address when an address word or a number follows it.
    private bool GoesOn(int sign)
    {
        var next = page[sign + 1];
        if (page.Plain[page[sign].Start] == '-')
            return page.IsGlued(sign + 1) && next.Kind == TokenKind.Digits;
        return page.Plain[page[sign].Start] is '.' or '/' or '=' ? page.IsGlued(sign + 1) || next.Kind is TokenKind.Digits or TokenKind.Mixed || next.Capital : next.Is(Cue.Street | Cue.Hamlet | Cue.Rt) || (next.Capital && (next.Facts.Cues & ~Cue.Common) == Cue.None);
    }

    private bool IsPlaceWord(int at, int first)
    {
        var token = page[at];
        if (token.Is(Cue.Street | Cue.Hamlet | Cue.Rt) || page.Text(token) is "No" or "no" or "RW" or "rw" or "kel" or "kec" or "Kel" or "Kec" or "km" or "KM" or "Km" or "II" or "III" or "IV" or "Rw" or "NO")
            return true;
        return token.Capital ? (token.Facts.Cues & (Cue.Health | Cue.Care | Cue.Patient | Cue.Bpjs | Cue.Phone | Cue.Nik)) == Cue.None
            : at <= first + 2 && (page[at - 1].Is(Cue.Street | Cue.Hamlet) || page.IsSign(at - 1, '.')) && (token.Facts.Cues & (Cue.Common | Cue.Event)) is Cue.None or Cue.Common && token.Length > 3 && !token.Is(Cue.Event);
    }

    // "Jalan Kenari ditutup" is anybody's; with a house number, RT/RW or "tinggal di" it is somebody's home, unless it is the centre's own.
    private bool IsHome(int first, Parts parts)
    {
        var here = sentences.In(first);
        var lives = Context.Stands(page, first, Cue.LivesAt, 3);
        var isOwn = IsBesideHouse(first) && !Context.Stands(page, first, Cue.Patient | Cue.Self, 6) && !IsSaidToLive(first);
        var isWhole = parts.Rt > 0 && parts.Named > 0 && (parts.HasStreet || parts.HasHamlet);
        if (isOwn || (here.HasFlag(Cue.Event) && !isWhole && !here.HasFlag(Cue.Patient) && !IsSaidToLive(first)))
            return false;
        if (parts.Rt > 0 && (parts.Named > 0 || parts.HasHamlet || IsSaidToLive(first)))
            return true;
        var isPersonal = lives || (here & (Cue.Patient | Cue.Self | Cue.Health | Cue.Care)) != Cue.None || sentences.HasIdentifier(first);
        return (parts.Rt > 0 && (here & (Cue.Patient | Cue.Self | Cue.Health | Cue.Kin)) != Cue.None) || (parts.HasStreet && parts.Numbers > 0 && isPersonal) || (parts.HasStreet && parts.Named > 0 && lives && Context.Stands(page, first, Cue.Self | Cue.Patient | Cue.Kin, 5))
            || (parts.HasHamlet && parts.Named > 0 && (parts.Numbers > 0 || lives || here.HasFlag(Cue.Health)) && !page.Text(page[first]).StartsWith("des", StringComparison.OrdinalIgnoreCase));
    }

    // The centre's own address; an ambulance that is called to a home is not meant.
    private bool IsBesideHouse(int first)
    {
        for (var at = first - 1; at >= Math.Max(0, first - 5) && !Context.EndsSentence(page, at); at--)
        {
            if (page[at].Is(Cue.House) && page.Text(page[at]) is not ("ambulans" or "ambulance" or "igd" or "IGD" or "ugd" or "UGD" or "loket" or "admin" or "kita"))
                return true;
        }
        return false;
    }

    private bool IsSaidToLive(int first)
    {
        for (var at = first - 1; at >= Math.Max(0, first - 3); at--)
        {
            if (page.Text(page[at]) is "tinggal" or "lives" or "living" or "rumahnya" or "domisili")
                return true;
        }
        return false;
    }

    // Inside the name of a ward, a clinic or a programme: "balai desa", "Puskesmas Desa".
    private bool IsPartOfName(int first) => first > 0 && page[first - 1].Is(Cue.House) && page.IsGlued(first);

    // "rumahnya belakang masjid Al Ikhlas", "tinggal sebelah warung Bu Karti": a landmark that finds a home.
    private int? Landmark(int first)
    {
        if (!page[first].Is(Cue.Beside) || !IsSaidToLive(first) || page[first + 1].Kind != TokenKind.Word)
            return null;
        var (last, named) = (first + 1, page[first + 1].Capital);
        for (var at = first + 2; at < page.Count && at < first + 9 && !page[at].BreakBefore && !Context.EndsSentence(page, at); at++)
        {
            var goesOn = page[at].Capital || page.IsDigits(at) || page[at].Is(Cue.Rt | Cue.Title | Cue.Street) || (page.IsSign(at, '/') && page.IsDigits(at + 1));
            if (!goesOn && at > first + 2)
                break;
            (last, named) = (goesOn || at == first + 2 && page.IsWord(at) ? at : last, named || goesOn);
        }
        if (!named)
            return null;
        page.Hint(FindingKind.Address, first, last);
        return last;
    }

    // 12 Kenanga Lane · 4071 Oak Street
    private int? EnglishAddress(int first)
    {
        if (!(page.IsDigits(first) || IsHouseNumber(first)) || page[first].Length > 5 || !page.IsWord(first + 1) || !page[first + 1].Capital || !page[first + 1].SpaceBefore)
            return null;
        for (var at = first + 2; at <= first + 4 && page.IsWord(at) && page[at].Capital; at++)
        {
            if (page[at].Is(Cue.Street) && page[at].Length > 1 && !page[at].Is(Cue.House))
            {
                page.Hint(FindingKind.Address, first, at);
                return at;
            }
        }
        return null;
    }

    // "44B"
    private bool IsHouseNumber(int at) => page[at].Kind == TokenKind.Mixed && page.Text(page[at]).IndexOfAnyExceptInRange('0', '9') == page[at].Length - 1;

    // "a teacher at Bright Stars Kindergarten": in English the kind of place stands last.
    private int? EnglishWork(int kind)
    {
        if (!page[kind].Is(Cue.Workplace) || !page[kind].Capital || !page.IsWord(kind))
            return null;
        var first = kind;
        while (first > kind - 4 && page.IsWord(first - 1) && page[first - 1].Capital && !page[first].BreakBefore)
            first--;
        if (first == kind || !(page.Text(page[first - 1]) is "at" or "in" or "from" or "for" or "di") || !Singles(first))
            return null;
        page.Hint(FindingKind.PlaceIdentifying, first, kind);
        return kind;
    }

    // "siswi SMPN 3 Sukamekar kelas 8C": a place with a name, and somebody who belongs to it.
    private int? Work(int first)
    {
        if (!page[first].Is(Cue.Workplace) || !page.IsWord(first))
            return null;
        var (last, named) = (first, 0);
        for (var at = first + 1; at < page.Count && at < first + 8 && page[at].SpaceBefore && !page[at].BreakBefore; at++)
        {
            var token = page[at];
            if (token.Kind == TokenKind.Digits ? token.Length > 2 : token.Kind != TokenKind.Mixed && !token.Capital && at > first + 1 + (named == 0 ? 1 : 0) && !IsInside(at))
                break;
            named += token.Kind == TokenKind.Word && token.Capital && !token.Is(Cue.Health | Cue.Care) ? 1 : 0;
            last = at;
        }
        if (named == 0 || !Singles(first))
            return null;
        page.Hint(FindingKind.PlaceIdentifying, first, last);
        return last;
    }

    private bool IsInside(int at) => page.Text(page[at]) is "kelas" or "bagian" or "kelompok" or "depan" or "unit" or "cabang";

    private bool Singles(int first)
    {
        if (!Context.Stands(page, first, Cue.Belongs, 4) && !Context.Stands(page, first, Cue.NameLabel | Cue.Belongs, 8))
            return false;
        return (sentences.Near(first) & (Cue.Health | Cue.Care | Cue.Patient | Cue.Doing)) != Cue.None && !Context.Stands(page, first, Cue.Event, 6);
    }
}
