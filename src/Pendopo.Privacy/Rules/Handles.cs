using System.Collections.Frozen;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Handles without their sign ("IG: bangjago_99") and addresses of mail with blanks in them ("lina88 @ contoh . id").</summary>
internal static class Handles
{
    private const int Reach = 4;
    private const int Shortest = 4;
    private const int Longest = 40;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Between = Words("nya saya sy ku aku dia ini itu is was her his my their name username user id akun akunnya handle account pasien pasiennya adalah nama ibu bapak kakak anak @ the");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Domains = Words("id com net org co test example edu me info local dev app xyz biz sch ac go");

    /// <summary>Notes the handle that follows the word for a network.</summary>
    public static void Read(Page page, int network)
    {
        for (var at = network + 1; at <= network + Reach && at < page.Count && !page[at].BreakBefore; at++)
        {
            if (page.Marks[at] != 0 || page.IsSign(at, '@') || page.IsSign(at, '/') || page.IsSign(at, '.'))
                return;
            if (page[at].Kind != TokenKind.Sign && IsHandle(page, at) is { } end)
            {
                if (!Offices.Has(FindingKind.UrlProfile, page.Plain.Chars[page[at].Start..end]) && !page.Allow.AllowsWord(page.Plain.Chars[page[at].Start..end]))
                    page.AddChars(FindingKind.UrlProfile, page[at].Start, end, 0.8, "profile.handle");
                return;
            }
            if (!page.IsSign(at, ':') && !page.IsSign(at, '=') && !(page.IsWord(at) && (page[at].Is(Cue.Network) || Between.Contains(page.Text(page[at])))))
                return;
        }
    }

    /// <summary>The last token of a mail address that blanks part; null when the sign joins no name and no host.</summary>
    public static int? EndOfSpacedEmail(Page page, int sign) =>
        sign > 0 && page[sign - 1].Kind is TokenKind.Word or TokenKind.Mixed && page[sign].SpaceBefore && page.IsWord(sign + 1) && page.IsSign(sign + 2, '.') && page.IsWord(sign + 3) && Domains.Contains(page.Text(page[sign + 3]))
            ? sign + 3 : null;

    // Where the handle ends: letters with a low line, a point inside or digits; "story2" is a word said twice and "contoh.id" a host.
    private static int? IsHandle(Page page, int first)
    {
        var (start, end) = (page[first].Start, page[first].End);
        while (end - start < Longest && (char.IsAsciiLetterOrDigit(page.Plain[end]) || page.Plain[end] is '_' or '.'))
            end++;
        while (page.Plain[end - 1] == '.')
            end--;
        var text = page.Plain.Chars[start..end];
        if (text.Length < Shortest || text.Length >= Longest || text.IndexOfAnyExceptInRange('0', '9') < 0 || (start > 0 && page.Plain[start - 1] is '@' or '/'))
            return null;
        if (text.IndexOfAnyInRange('0', '9') >= 0 && !text.Contains('.') && !text.Contains('_'))
            return text[^1] == '2' && page[first].Facts.Cues != Cue.None || !char.IsAsciiLetter(text[0]) ? null : end;
        var point = text.LastIndexOf('.');
        return text.Contains('_') || (point > 0 && !Domains.Contains(text[(point + 1)..]) && text.IndexOfAnyInRange('a', 'z') >= 0 && !char.IsAsciiDigit(text[0])) ? end : null;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
