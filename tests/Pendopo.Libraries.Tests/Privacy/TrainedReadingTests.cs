using Pendopo.Privacy;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Tagging;

namespace Pendopo.Libraries.Tests.Privacy;

/// <summary>What the trained weights and their repairs are for: words in no list, read by the words around them.</summary>
public sealed class TrainedReadingTests
{
    private static readonly PrivacyFinder Finder = new();

    [Theory]
    [InlineData("tolong kabari Zulmaneh, hasil dahaknya positif", FindingKind.Name, "Zulmaneh")]
    [InlineData("Terima kasih Mbak Rengginoh, semoga luka operasinya cepat sembuh", FindingKind.Name, "Rengginoh")]
    [InlineData("Kind regards, Torvild Askebjer", FindingKind.Name, "Torvild Askebjer")]
    [InlineData("menantu juragan lele kena sifilis", FindingKind.Kin, "menantu juragan lele")]
    [InlineData("penjahit di konveksi Tiga Dara Wangon positif TBC", FindingKind.PlaceIdentifying, "konveksi Tiga Dara Wangon")]
    [InlineData("saya opname tiga hari sebelum Natal, minta surat kontrol", FindingKind.Date, "tiga hari sebelum Natal")]
    [InlineData("antar obatnya ke Kampung Rawa Kalong RT 4 RW 2", FindingKind.Address, "Kampung Rawa Kalong RT 4 RW 2")]
    [InlineData("simbah umurnya seratus dua tahun, boleh vaksin?", FindingKind.Age, "seratus dua")]
    public void Words_in_no_list_are_read_by_their_place(string text, FindingKind kind, string words)
    {
        var place = text.IndexOf(words, StringComparison.Ordinal);
        Finder.Inspect(text).Findings.ShouldContain(finding => finding.Kind == kind && finding.Start < place + words.Length && place < finding.End);
    }

    [Theory]
    [InlineData("Webinar gizi bersama dr. Zulmaneh Torada, Sp.A, Kamis pukul 16.00")]
    [InlineData("Terima kasih PT Torada Sejahtera atas bantuan beras")]
    [InlineData("Vaksinasi massal 12 Oktober di lapangan Wangon, kuota 300")]
    [InlineData("Anak usia 2-5 tahun wajib ditimbang setiap bulan")]
    [InlineData("Our new website launches on 1 March")]
    public void What_is_everybodys_stays(string text) => Finder.Inspect(text).Findings.ShouldBeEmpty();

    [Fact]
    public void The_postcode_and_the_town_belong_to_the_street()
    {
        const string text = "Please update my address to 17 Ashgrove Lane\nNewbrook\nCanada 40512";
        var finding = Finder.Inspect(text).Findings.ShouldHaveSingleItem();
        finding.Kind.ShouldBe(FindingKind.Address);
        text[finding.Start..finding.End].ShouldEndWith("40512");
    }

    [Theory]
    [InlineData("Ny. Rengginoh binti Sastro, 92 th, Kampung Rawa Kalong RT 4 RW 2, opname 12 Mei, HP 0812 3456 7890")]
    [InlineData("Kind regards, Torvild Askebjer! 🙏 Wulan's eldest son has TB; call me at torvild (at) example dot org")]
    public void Remembered_sums_are_the_sums_of_all_features(string text)
    {
        using var page = new Page(text, AllowList.Empty);
        var sentences = PrivacyFinder.Hints(page);
        var atoms = new Atom[page.Count + (2 * Features.Reach)];
        Tagger.Fill(page, 0, atoms, withMarks: true);
        var sums = new Sums(Weights.Own);
        var around = atoms.Select(atom => sums.Of(atom)).ToArray();
        var rows = new uint[Features.Most];
        for (var token = 0; token < page.Count; token++)
        {
            var window = atoms.AsSpan(token, Features.Places);
            var flags = Tagger.Flags(sentences, token);
            var each = sums.Sum(rows.AsSpan(0, Features.Of(window, sentences.In(token), flags, rows)));
            var remembered = sums.Of(window, around.AsSpan(token, Features.Places), sentences.In(token), flags, rows);
            Enumerable.Range(0, Labels.Count).ShouldAllBe(label => each[label] == remembered[label]);
        }
    }

    [Fact]
    public void A_masked_text_keeps_its_sense()
    {
        Finder.Mask("Bu Tuti, hasil lab sudah jadi. HP 081234567890").ShouldBe("Bu [nama], hasil lab sudah jadi. HP [telepon]");
        Finder.Mask("").ShouldBe("");
        Should.Throw<ArgumentNullException>(() => Finder.Mask(null!));
    }
}
