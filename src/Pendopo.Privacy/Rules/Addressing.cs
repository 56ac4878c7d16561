using System.Collections.Frozen;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>
/// Sentences of a health centre that tell the one spoken to what happened with them or with theirs: "resep Ibu sudah kami kirim", "your scan
/// was moved", "anaknya sudah diimunisasi di sini". What everybody is told, and what people ask about themselves, is none.
/// </summary>
internal static class Addressing
{
    private const int Reach = 14;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Happened = Words(
        "sudah udah telah sampun tos parantos siap jadi keluar ready came tercatat kemarin wingi kamari geser mundur diundur maju dimajukan dijadwalkan looks negatif positif available kami tadi selesai lancar pulih "
        + "was were had has moved postponed rescheduled adjusted scheduled turned yesterday coming coped approved arrived shows lalu barusan dados rampung pemulihan "
        + "nonreaktif reaktif normal membaik sempat terdaftar memang lahir kelahiran jatuh dobel masih rutin nembe kaluar semalam clear healed healing waiting attached sent refilled confirmed booked missed trusting choosing treating "
        + "out already did gave took removed performed administered completed done finished explained prescribed referred saw examined helped treated booked delivered updated extended renewed processed arranged menjalani dibuatkan disiapkan diproses diperpanjang diselesaikan dibatalkan terkirim tersimpan tersedia berhasil berjalan bertambah turun naik berkurang menurun meningkat stabil lunas terlewat tempo ditunggu "
        + "pindah cumawis changed during discussed told remind expired overdue closed open still");

    // Said to everybody, asked, or told of oneself: nothing is confirmed, whatever else stands there.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> General = Words(
        "jika kalau bila apabila if when whenever setiap semua seluruh para every everyone anyone all any hanya only belum bisakah apakah jangan saya aku sy gue my apa berapa kapan gimana bagaimana what how why");

    // What ought to be; "kemarin Ibu harus menunggu" tells nevertheless.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Ought = Words("wajib harus sebaiknya boleh bisa should must can could may i");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Done = Words("sudah udah sdh udh telah");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Past = Words("kemarin tadi semalam wingi kamari lalu barusan yesterday last during already march told saw showed treating");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Ours = Words("kami sini kita us our here tempat we");

    // Days and wards belong to announcements and to appointments.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Either = Words("hari ward jadwalnya mulai buka tutup opening kuota fogging libur");

    /// <summary>Whether the token tells of an event, which is everybody's.</summary>
    public static bool IsAnnounced(Page page, int at) => page[at].Is(Cue.Event) && !(page.IsWord(at) && Either.Contains(page.Text(page[at])));

    /// <summary>The token that says what it is about; null when the sentence confirms nothing to the one at this token.</summary>
    public static int? Read(Page page, Sentences sentences, int you)
    {
        var isYou = IsYou(page, you);
        if (!isYou && !IsTheirs(page, you))
            return null;
        var (matter, happened, isUndergone, ours, ought, past, hasClause) = (-1, false, false, false, false, false, false);
        for (var at = First(page, sentences, you); at < page.Count && at <= you + Reach && (at <= you || !sentences.IsFirst(at)); at++)
        {
            ref readonly var token = ref page[at];
            if (IsAnnounced(page, at))
                return null;
            hasClause |= matter >= 0 && page.IsSign(at, ',');
            if (token.Kind != TokenKind.Word || at == you)
                continue;
            var word = page.Text(token);
            if (General.Contains(word) && !(at > you && word is "jangan") && !IsTopic(page, at) && !IsStaff(page, at))
            {
                // "Ibu sudah diinfus, wajar kalau masih lemas": what went before the comma was told already.
                if (hasClause && matter >= 0 && (happened || isUndergone))
                    break;
                return null;
            }
            ought |= Ought.Contains(word) && !(at > you && word is "bisa") && !Done.Contains(page.Text(page[at - 1]));
            past |= Past.Contains(word);
            var isTheirs = IsTheirMatter(word);
            matter = (isTheirs || IsMatter(page, at)) && (matter < 0 || Math.Abs(at - you) < Math.Abs(matter - you)) ? at : matter;
            isUndergone |= IsUndergone(token, word);
            happened |= isTheirs || (Happened.Contains(word) && !token.Is(Cue.You));
            ours |= Ours.Contains(word);
        }
        happened |= isUndergone && (ours || past);
        return matter >= 0 && happened && (!ought || past) && (isYou || ours) ? matter : null;
    }

    private static bool IsMatter(Page page, int at) => page[at].Is(Cue.Health | Cue.Care | Cue.Mrn | Cue.Doing) ? !page[at].Is(Cue.Kin | Cue.Title) : page[at].Length == 3 && page.IsSign(at - 1, '-') && page.Text(page[at]) is "ray";

    // "Ibu diinfus dua hari di tempat kami": what was done to somebody.
    private static bool IsUndergone(in Token token, ReadOnlySpan<char> word) =>
        word.Length > 5 && word.StartsWith("di", StringComparison.OrdinalIgnoreCase) && token.Is(Cue.Doing | Cue.Care | Cue.LifeDate | Cue.Service) && !token.Is(Cue.House);

    // "Saya ingat Bapak": staff speaks.
    private static bool IsStaff(Page page, int at) => page.Text(page[at]) is "saya" or "Saya" && page.Text(page[at + 1]) is "ingat" or "cek" or "lihat" or "bantu" or "periksa" or "catat" or "ikut" or "turut";

    // "Kalau soal tagihan Bapak": no condition, but what it is about.
    private static bool IsTopic(Page page, int at) => page.Text(page[at]) is "kalau" or "Kalau" && page.Text(page[at + 1]) is "soal" or "untuk" or "masalah" or "mengenai" or "urusan" or "perihal" or "tentang";

    // "jahitannya", "sifilisnya": the illness or the treatment of the one spoken to.
    private static bool IsTheirMatter(ReadOnlySpan<char> word) =>
        word.Length > 6 && word.EndsWith("nya", StringComparison.Ordinal) && (Lexicon.Find(word[..^3]).Cues & (Cue.Health | Cue.Kin)) == Cue.Health;

    private static int First(Page page, Sentences sentences, int you)
    {
        var first = you;
        while (first > 0 && first > you - Reach && !sentences.IsFirst(first))
            first--;
        return first;
    }

    // "Ibu", "Bapak", "Kak" alone, without a name, an office or a state behind, are "you"; so is "ya kak" at the end.
    private static bool IsYou(Page page, int token)
    {
        ref readonly var word = ref page[token];
        if (word.Is(Cue.You))
            return true;
        if (!word.Is(Cue.Title) || word.Length < 2 || page.IsSign(token + 1, '.') && word.Length < 3)
            return false;
        ref readonly var next = ref page[token + 1];
        var isEnd = token + 1 >= page.Count || next.Kind == TokenKind.Sign || next.BreakBefore;
        return (word.Capital || isEnd) && !next.Is(Cue.Office) && page.Text(next) is not ("dan" or "hamil" or "menyusui" or "nifas" or "bersalin") && (isEnd || NameShape.Of(page, token + 1) == NameTrust.None)
            && page.Text(page[token - 1]) is not ("dan" or "para");
    }

    // "ibunya sudah kami rawat": whose relative the one spoken to is.
    private static bool IsTheirs(Page page, int token) => page[token].Is(Cue.Kin) && page[token].Length > 4
        && (page.Text(page[token]).EndsWith("nya", StringComparison.OrdinalIgnoreCase) || page.Text(page[token]) is "ibunda" or "ayahanda" || page[token - 1].Is(Cue.You));

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
