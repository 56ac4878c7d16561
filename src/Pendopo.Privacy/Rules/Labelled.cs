using System.Collections.Frozen;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Numbers that say what they are: "RM-120458", "no.rm.084-221", "kode pasien MLT-00431", "s/n: 8KF2209M".</summary>
internal static class Labelled
{
    private const int Reach = 6;
    private const int DeviceReach = 5;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Numbers = Words("no nomor nomer nmr nr number num kode code id");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Between = Words("is nya number no nomor nomornya adalah yaitu was");

    // What a patient wears, carries or has implanted; "tensimeter HEM-7120" without a word for a number is a model.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Devices = Words(
        "alat alatnya device perangkat implan implant pacemaker pompa pump glukometer glucometer oksimeter oximeter tensimeter nebulizer cgm sensor konsentrator gelang tag bluetooth android stent prostesis udi cpap bipap ventilator tablet handphone");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Files = Words("pasien patient record records chart folder file hospital berobat register registrasi reg berkas kunjungan");

    /// <summary>The number behind the word for a record that is joined to it; null when none is.</summary>
    public static int? Record(Page page, int first, int last)
    {
        var isRecord = false;
        var at = first;
        while (at + 2 <= last && page[at].Kind == TokenKind.Word && (page[at].Is(Cue.Mrn) || Numbers.Contains(page.Text(page[at]))))
        {
            isRecord |= page[at].Is(Cue.Mrn);
            at += 2;
        }
        // "No.RM.A-00921": a letter of the shelf before the number.
        var isShelf = page[at].Kind == TokenKind.Word && page[at].Length <= 3 && at + 2 <= last && page[at + 2].Kind != TokenKind.Word;
        return isRecord && (page[at].Kind != TokenKind.Word || isShelf) ? at : null;
    }

    /// <summary>"hospital number 2209184", "my record number is B20714", "kode pasien MLT-00431".</summary>
    public static bool IsOfPatient(Page page, int first)
    {
        for (var at = first - 1; at >= Math.Max(0, first - Reach) && !Context.EndsSentence(page, at); at--)
        {
            if (page[at].Is(Cue.Licence | Cue.Device | Cue.Nik | Cue.Bpjs | Cue.Account | Cue.Phone))
                return false;
            if (!page.IsWord(at) || !Numbers.Contains(page.Text(page[at])))
                continue;
            var behind = page.IsSign(at + 1, '.') ? at + 2 : at + 1;
            if ((behind < first && Files.Contains(page.Text(page[behind]))) || Files.Contains(page.Text(page[at - 1])))
                return !(page.Text(page[behind]).Equals("registrasi", StringComparison.OrdinalIgnoreCase) && !page[behind + 1].Is(Cue.Patient));
        }
        return false;
    }

    /// <summary>"kode alat PM-IMP-220981", "device id f3a9c1d2", "ID perangkat CGM LBR-3MH00778": a number word and an apparatus.</summary>
    public static bool IsOfDevice(Page page, int first)
    {
        var (isNumber, isDevice) = (false, false);
        for (var at = first - 1; at >= Math.Max(0, first - DeviceReach) && !Context.EndsSentence(page, at); at--)
        {
            if (page[at].Is(Cue.Licence | Cue.Nik | Cue.Bpjs | Cue.Account | Cue.Phone | Cue.Mrn) || page.Text(page[at]) is "model" or "tipe" or "type" or "bets" or "batch")
                return false;
            isNumber |= page.IsWord(at) && (Numbers.Contains(page.Text(page[at])) || page.Text(page[at]) is "udi" or "UDI");
            isDevice |= page.IsWord(at) && Devices.Contains(page.Text(page[at]));
        }
        return isNumber && isDevice;
    }

    /// <summary>"S/N 5CD9340XKL", "s/n: 8KF2209M"</summary>
    public static bool IsSerialMark(Page page, int first)
    {
        var at = first - 1;
        while (at > first - 4 && (page.IsSign(at, ':') || page.IsSign(at, '.') || page.IsSign(at, '#') || page.IsSign(at, '=') || (page.IsWord(at) && Between.Contains(page.Text(page[at])))))
            at--;
        return at >= 2 && page[at].Length == 1 && page[at - 2].Length == 1 && page.IsSign(at - 1, '/') && page.Text(page[at]) is "N" or "n" && page.Text(page[at - 2]) is "S" or "s";
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
