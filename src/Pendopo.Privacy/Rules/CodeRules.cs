using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Codes of letters, digits and signs: record numbers, licences, serials, number plates.</summary>
internal static class CodeRules
{
    private const int LongestCode = 16;
    private const int ShortestSerial = 6;

    // The area letters of Indonesian plates (Perkapolri 7/2021, appendix).
    private static readonly HashSet<string> PlateAreas = new(StringComparer.OrdinalIgnoreCase)
    {
        "A", "AA", "AB", "AD", "AE", "AG", "B", "BA", "BB", "BD", "BE", "BG", "BH", "BK", "BL", "BM", "BN", "BP", "D", "DA", "DB", "DC", "DD", "DE", "DG", "DH",
        "DK", "DL", "DM", "DN", "DP", "DR", "DS", "DT", "DW", "E", "EA", "EB", "ED", "F", "G", "H", "K", "KB", "KH", "KT", "KU", "L", "M", "N", "P", "PA", "PB",
        "R", "S", "T", "W", "Z",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Areas = PlateAreas.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> OrderWords = new HashSet<string>(
        ["order", "orders", "pesanan", "orderan", "referensi", "reference", "ref", "booking", "kupon", "voucher", "promo", "invoice", "faktur", "po", "model", "tipe", "type", "flight", "penerbangan", "seri", "kursi", "seat", "sku", "unik", "produk", "product"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static void Read(Page page)
    {
        for (var token = 0; token < page.Count; token++)
        {
            if (Plate(page, token) is { } behind)
            {
                token = behind;
                continue;
            }
            // "RM#430071"
            if (page[token].Is(Cue.Mrn) && page.IsSign(token + 1, '#') && page.IsDigits(token + 2) && page[token + 2].Length is >= 4 and <= 12)
            {
                token = Note(page, FindingKind.Mrn, token + 2, token + 2, 0.92, "number.named") ? token + 2 : token;
                continue;
            }
            if (page[token].Kind == TokenKind.Sign || (page.IsGlued(token) && token > 0 && IsJoint(page, token - 1)))
                continue;
            if (page[token].Kind == TokenKind.Word && !(page.IsGlued(token + 1) && IsJoint(page, token + 1)))
                continue;
            if (page[token].Kind == TokenKind.Mixed && IsWholePlate(page.Text(page[token])) && Context.Stands(page, token, Cue.Plate, 5))
            {
                page.Add(FindingKind.Plate, token, token, 0.9, "plate.shape");
                continue;
            }
            var last = EndOfCode(page, token, out var digits);
            if (digits > 0 && Code(page, token, last, digits))
                token = last;
        }
    }

    private static bool IsJoint(Page page, int token) => page[token].Kind == TokenKind.Sign && page.Plain[page[token].Start] is '-' or '.' or '/' or '#' or '_';

    private static int EndOfCode(Page page, int first, out int digits)
    {
        digits = Digits(page, first);
        var last = first;
        while (last - first < LongestCode && last + 2 < page.Count && page.IsGlued(last + 1) && page.IsGlued(last + 2) && IsJoint(page, last + 1) && page[last + 2].Kind != TokenKind.Sign)
        {
            last += 2;
            digits += Digits(page, last);
        }
        return last;
    }

    private static bool Code(Page page, int first, int last, int digits)
    {
        if (IsLicence(page, first, last, digits))
            return Note(page, FindingKind.SipStr, first, last, 0.93, "sip.shape");
        if (IsSerial(page, first, last, digits))
            return Note(page, FindingKind.Device, first, last, 0.9, "number.named");
        if (IsMac(page, first, last))
            return Note(page, FindingKind.Device, first, last, 0.95, "mac.shape");
        if (digits < 4)
            return false;
        if (Labelled.Record(page, first, last) is { } number)
            return Note(page, FindingKind.Mrn, number, last, 0.9, "number.named");
        if (last == first && Iban.IsValid(page.Text(page[first])))
            return Note(page, FindingKind.Account, first, last, 0.97, "card.check");
        var context = Context.Of(page, first, last);
        if ((context & Cue.Mrn) != Cue.None && digits is >= 4 and <= 12 && IsNear(page, first, Cue.Mrn, last == first ? 7 : 5))
            return Note(page, FindingKind.Mrn, first, last, 0.92, "number.named");
        if (digits <= 12 && Labelled.IsOfPatient(page, first))
            return Note(page, FindingKind.Mrn, first, last, 0.88, "number.named");
        if (IsRecordShape(page, first, last))
            return Note(page, FindingKind.Mrn, first, last, 0.85, "mrn.shape");
        if (last == first && page[first].Kind == TokenKind.Mixed && IsGluedRecord(page.Text(page[first])))
            return Note(page, FindingKind.Mrn, first, last, 0.9, "mrn.shape");
        return (context & Cue.Device) != Cue.None && IsNear(page, first, Cue.Device, 3) && (digits >= 5 || page[first].Kind == TokenKind.Mixed) && Note(page, FindingKind.Device, first, last, 0.9, "number.named");
    }

    // "S/N 5CD9340XKL", "nomor seri ponsel R58M40XYZ1P": letters and digits right behind the word for a serial number.
    private static bool IsSerial(Page page, int first, int last, int digits) =>
        digits > 0 && page[last].End - page[first].Start >= ShortestSerial && (page[first].Kind == TokenKind.Mixed || last > first || digits >= 8)
        && (Labelled.IsSerialMark(page, first) || ((page[first].Kind == TokenKind.Mixed || last > first) && ((Context.Stands(page, first, Cue.Serial, 4) && !Context.Stands(page, first, Cue.Thing, 3)) || Labelled.IsOfDevice(page, first))));

    // 00-1B-44-11-3A-B7: six bytes in hexadecimal, one with a letter at least (IEEE 802, section 8.1).
    private static bool IsMac(Page page, int first, int last)
    {
        if (last - first != 10)
            return false;
        var hasLetter = false;
        for (var at = first; at <= last; at += 2)
        {
            if (page[at].Length != 2 || !IsHex(page.Text(page[at])) || (at > first && !page.IsSign(at - 1, '-')))
                return false;
            hasLetter |= !page.IsDigits(at);
        }
        return hasLetter;
    }

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var one in text)
        {
            if (!char.IsAsciiHexDigit(one))
                return false;
        }
        return true;
    }

    private static bool IsNear(Page page, int first, Cue cue, int reach) => Context.Stands(page, first, cue, reach) || page[first].Is(cue);

    // 12-34-56 or 12.34.56 said of a patient; elsewhere it may be a date or a section.
    private static bool IsRecordShape(Page page, int first, int last)
    {
        if (last - first != 4 || !page.IsDigits(first) || page[first].Length != 2 || !page.IsDigits(first + 2) || page[first + 2].Length != 2 || !page.IsDigits(last) || page[last].Length != 2)
            return false;
        return Context.Stands(page, first, Cue.Patient, 2) && page.Text(page[first + 1])[0] is '-' or '.';
    }

    // RM802320: the word and the number in one.
    private static bool IsGluedRecord(ReadOnlySpan<char> code)
    {
        var letters = code.IndexOfAnyInRange('0', '9');
        return letters is >= 2 and <= 4 && code.Length - letters >= 4 && code[letters..].IndexOfAnyExceptInRange('0', '9') < 0 && (Lexicon.Find(code[..letters]).Cues & Cue.Mrn) != Cue.None;
    }

    // 446/218/SIPB/68/2023: parts between strokes, one of them begins with SIP or STR.
    private static bool IsLicence(Page page, int first, int last, int digits)
    {
        // Two letters and fourteen digits, as registrations are numbered since 2023.
        if (last == first && digits >= 12 && page[first].Kind == TokenKind.Mixed && Context.Stands(page, first, Cue.Licence, 4))
            return true;
        if (digits < 5 || last - first < 4)
            return false;
        var hasWord = false;
        for (var at = first; at <= last; at++)
            hasWord |= page.IsWord(at) && (page.Text(page[at]).StartsWith("SIP", StringComparison.OrdinalIgnoreCase) || page.Text(page[at]).StartsWith("STR", StringComparison.OrdinalIgnoreCase) || page.Text(page[at]).StartsWith("SIK", StringComparison.Ordinal));
        return hasWord || (Context.Stands(page, first, Cue.Licence, 3) && !page.Text(page[first]).StartsWith("http"));
    }

    private static int? Plate(Page page, int first)
    {
        if (!page.IsWord(first) || page[first].Length > 2 || !Areas.Contains(page.Text(page[first])))
            return null;
        var number = IsPart(page, first + 1) ? first + 2 : first + 1;
        var lastDigit = number;
        while (lastDigit < number + 3 && page[lastDigit].Length == 1 && page[lastDigit + 1].Length == 1 && page.IsDigits(lastDigit + 1))
            lastDigit++;
        var letters = IsPart(page, lastDigit + 1) ? lastDigit + 2 : lastDigit + 1;
        var isNamed = Context.Stands(page, first, Cue.Plate, 5) || (page[first].Capital && page.IsDigits(number) && Context.Follows(page, letters, Cue.Plate, 2));
        if (!page.IsDigits(number) || page[number].Length > 4)
            return PlateGlued(page, first, number, isNamed);
        if (!page.IsWord(letters) || page[letters].Length > 3 || page[letters].BreakBefore)
            return null;
        var isWritten = IsUpper(page.Text(page[first])) && IsUpper(page.Text(page[letters])) && !page[letters].Is(Cue.Unit);
        if (!isNamed && (!isWritten || page[number].Length < 2 || lastDigit > number || !StandsAlone(page, first, number, letters) || IsOfOrder(page, first)))
            return null;
        page.Add(FindingKind.Plate, first, letters, isNamed ? 0.95 : 0.85, "plate.shape");
        return letters;
    }

    // Without a word for a vehicle only blanks may join the three parts, and nothing else is joined to them: random codes have hyphens.
    private static bool StandsAlone(Page page, int first, int number, int letters) =>
        number == first + 1 && letters == number + 1 && page[number].SpaceBefore && page[letters].SpaceBefore && !(first > 0 && page.IsGlued(first) && (page[first - 1].Kind != TokenKind.Sign || IsJoint(page, first - 1)))
        && !(page.IsGlued(letters + 1) && (page[letters + 1].Kind != TokenKind.Sign || (IsJoint(page, letters + 1) && page.IsGlued(letters + 2)))) && page[letters + 1].Kind is not (TokenKind.Digits or TokenKind.Mixed);

    // "pesanan AB 1234 CD", "lot A 1204 BC": a code of a thing.
    private static bool IsOfOrder(Page page, int first)
    {
        for (var at = first - 1; at >= Math.Max(0, first - 4) && !Context.EndsSentence(page, at); at--)
        {
            if (page[at].Is(Cue.Thing | Cue.Device | Cue.Licence | Cue.Mrn) || OrderWords.Contains(page.Text(page[at])))
                return true;
        }
        return false;
    }

    // "B 2093SRT": the number and the last letters in one.
    private static int? PlateGlued(Page page, int first, int rest, bool isNamed)
    {
        if (page[rest].Kind != TokenKind.Mixed || !isNamed)
            return null;
        var digits = page.Text(page[rest]).IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 4 || page[rest].Length - digits > 3)
            return null;
        page.Add(FindingKind.Plate, first, rest, 0.9, "plate.shape");
        return rest;
    }

    // "AB1287XZ": area, number and letters in one.
    private static bool IsWholePlate(ReadOnlySpan<char> code)
    {
        var number = code.IndexOfAnyInRange('0', '9');
        if (number is not (1 or 2) || !Areas.Contains(code[..number]))
            return false;
        var letters = code[number..].IndexOfAnyExceptInRange('0', '9');
        return letters is >= 1 and <= 4 && code.Length - number - letters <= 3 && code[(number + letters)..].IndexOfAnyInRange('0', '9') < 0;
    }

    private static bool IsPart(Page page, int token) => page.IsSign(token, '-') || (page.IsSign(token, '.') && page.IsGlued(token) && page.IsGlued(token + 1));

    private static bool IsUpper(ReadOnlySpan<char> letters) => letters.IndexOfAnyExceptInRange('A', 'Z') < 0;

    private static int Digits(Page page, int token)
    {
        if (page[token].Kind != TokenKind.Mixed)
            return page[token].Kind == TokenKind.Digits ? page[token].Length : 0;
        var count = 0;
        foreach (var letter in page.Text(page[token]))
            count += char.IsAsciiDigit(letter) ? 1 : 0;
        return count;
    }

    private static bool Note(Page page, FindingKind kind, int first, int last, double score, string reason)
    {
        if (page.Allow.AllowsNumber(page.Between(first, last)))
            page.Pass(kind, first, last);
        else
            page.Add(kind, first, last, score, reason);
        return true;
    }
}
