using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Rules;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>What a look of a few tokens misses: the end of an address, the rest of a list of names, and what a rule saw alone.</summary>
internal static class Repairs
{
    private const int MilitaryWords = 6;
    private const int TownWords = 16;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Units =
        new HashSet<string>(["suite", "ste", "apt", "apartment", "unit", "flat", "room", "floor", "box", "lantai", "kavling", "kav"], StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static void Make(Page page, Span<Label> labels)
    {
        Agree(page, page.Marks, labels);
        for (var token = 1; token < labels.Length; token++)
        {
            if (Military(page, token) is { } start)
                labels[start..(token + 3)].Fill(Label.Address);
            else if (page[token].BreakBefore && IsUnit(page, token))
                PostalLines.Fill(page, labels, token);
            else if (IsCountryAndPostcode(page, token))
                labels[(token - 1)..(token + 1)].Fill(Label.Address);
            else if (labels[token - 1] == Label.Address && labels[token] != Label.Address)
                GoOn(page, labels, token);
            else if (labels[token] == Label.None && labels[token - 1] == Label.None && token > 1 && labels[token - 2] == Label.Name && GoesOnWithName(page, token))
                labels[token] = Label.Name;
        }
    }

    // What a rule saw and the weights saw nothing in stands, but for names: there the rules are the weaker reader.
    private static void Agree(Page page, ReadOnlySpan<byte> marks, Span<Label> labels)
    {
        for (var first = 0; first < marks.Length; first++)
        {
            if (marks[first] == 0 || Labels.Of((FindingKind)(marks[first] - 1)) is not (var label and not Label.None and not Label.Name))
                continue;
            var last = first;
            while (last + 1 < marks.Length && marks[last + 1] == marks[first])
                last++;
            var run = labels[first..(last + 1)];
            // "Wulan's twin sister" is a relative as a whole, not the name in it.
            if (run.IndexOfAnyExcept(Label.None) < 0 || (label is Label.Date or Label.Age && run.IndexOfAnyExcept(Label.None, Label.Age, Label.Name) < 0) || (label == Label.Kin && page[last].Is(Cue.Kin) && run.IndexOfAnyExcept(Label.None, Label.Name) < 0 && page.Between(first, last).Contains('\'')))
                run.Fill(label);
            first = last;
        }
    }

    // "Unit 2050 Box 4190, APO AP 96278", "USS Hartwell, FPO AA 34091": where soldiers and diplomats get their post (USPS Publication 28, section 25).
    private static int? Military(Page page, int token)
    {
        if (page[token].Length != 3 || page[token + 1].Length != 2 || !page.IsDigits(token + 2) || page[token + 2].Length != 5
            || !page.Text(page[token]).EndsWith("PO", StringComparison.OrdinalIgnoreCase) || !(page.Text(page[token + 1])[0] is 'A' or 'a'))
            return null;
        var start = token;
        while (start > 0 && start > token - MilitaryWords && !Context.EndsSentence(page, start - 1) && (page[start - 1].Capital || page.IsDigits(start - 1) || page.IsSign(start - 1, ',') || IsUnit(page, start - 1)))
            start--;
        return start;
    }

    private static void GoOn(Page page, Span<Label> labels, int token)
    {
        if (Unit(page, token) is { } unit)
            labels[token..(unit + 1)].Fill(Label.Address);
        else if (IsTown(page, token))
            labels[token..(token + 2)].Fill(Label.Address);
        else
            Postcode(page, labels, token);
    }

    // "Suite 501", "> Apt. 12" in the line below the street.
    private static int? Unit(Page page, int first)
    {
        var at = first;
        while (at < first + 3 && (page.IsSign(at, ',') || page.IsSign(at, '>') || page.IsSign(at, '?')))
            at++;
        if (!IsUnit(page, at))
            return null;
        at = page.IsSign(at + 1, '.') ? at + 2 : at + 1;
        return page.IsDigits(at) && page.Marks[at] == 0 && at < page.Count ? at : null;
    }

    /// <summary>A word for a part of a house.</summary>
    public static bool IsUnit(Page page, int at) => page.IsWord(at) && page[at].Length is >= 2 and <= 9 && Units.Contains(page.Text(page[at]));

    // "67 Oak Lane 3, Westerholm": a word in no list between the comma and the end is the town.
    private static bool IsTown(Page page, int comma) =>
        page.IsSign(comma, ',') && page.IsDigits(comma - 1) && page.IsWord(comma + 1) && page[comma + 1].Capital && page[comma + 1].Facts.Sort == WordSort.Unknown && !page[comma + 1].IsBuiltLikeName
        && (comma + 2 >= page.Count || page[comma + 2].BreakBefore || page.IsSign(comma + 2, '.') || page.IsSign(comma + 2, ','));

    // Behind the street the town, the country and the postcode: capitals and signs only, then four to six digits.
    private static void Postcode(Page page, Span<Label> labels, int first)
    {
        for (var at = first; at < labels.Length && at < first + TownWords; at++)
        {
            if (page.IsDigits(at) && page[at].Length is >= 4 and <= 6 && page.Marks[at] is 0 or (byte)(FindingKind.Address + 1))
            {
                labels[first..(at + 1)].Fill(Label.Address);
                return;
            }
            var isTown = page[at].Kind == TokenKind.Word && (page[at].Capital || page[at].Length <= 3) && !page[at].Is(Cue.Patient | Cue.Phone | Cue.Bpjs | Cue.Nik | Cue.House);
            if (!isTown && !page.IsSign(at, ',') && !page.IsSign(at, '>') && !page.IsSign(at, '?') && !page.IsSign(at, '.'))
                return;
        }
    }

    // "Italia 75263" in a line of its own is the last line of an address.
    private static bool IsCountryAndPostcode(Page page, int token) =>
        page.IsDigits(token) && page[token].Length is 5 or 6 && page[token - 1].Is(Cue.Region) && page[token - 1].BreakBefore && page.Marks[token] == 0 && (token + 1 == page.Count || page[token + 1].BreakBefore);

    // "Tuti, Tukirin dan Samijo": what stands behind a name and a comma, alone and with a capital, is one too.
    private static bool GoesOnWithName(Page page, int token)
    {
        if (!page[token].Capital || page[token].BreakBefore || NameShape.Of(page, token) == NameTrust.None)
            return false;
        var isJoined = page.IsSign(token - 1, ',') || page.IsSign(token - 1, '&') || page.Text(page[token - 1]) is "dan" or "and";
        return isJoined && (token + 1 == page.Count || page[token + 1].BreakBefore || page.IsSign(token + 1, ',') || page.IsSign(token + 1, '.') || page.IsSign(token + 1, '&') || page.Text(page[token + 1]) is "dan" or "and");
    }
}
