using Pendopo.Privacy;

namespace Pendopo.Libraries.Tests.Privacy;

/// <summary>What is called after people, what offices use, ages and numbers as people write them, and what a reply confirms to the one spoken to.</summary>
public sealed class ThingsTests
{
    private static readonly PrivacyFinder Finder = new();

    [Theory]
    [InlineData("Sugeng enjang, posyandu dipun wiwiti tabuh wolu")]
    [InlineData("Alzheimer disease needs patient carers.")]
    [InlineData("RSUD Moewardi membuka layanan radioterapi.")]
    [InlineData("Mobil Innova putih menutup jalur ambulans")]
    [InlineData("PHBS dan CTPS dimulai dari rumah")]
    [InlineData("Kunjungan pukul 10.00-12.30 tiap hari")]
    [InlineData("Surat HK.03.01/B/1187/2025 tentang antraks")]
    [InlineData("Contoh: tanggal lahir 30-11-1998")]
    [InlineData("Tulis ke info@klinikmelati.example atau @klinikmelati")]
    [InlineData("Lansia di atas sembilan puluh tahun didahulukan")]
    public void What_is_a_thing_or_an_office_is_nobody(string text) => Finder.Inspect(text).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("kakek saya 94thn sesak", FindingKind.Age, "94thn")]
    [InlineData("umurnya sembilan puluh tiga tahun, jatuh", FindingKind.Age, "sembilan puluh tiga tahun")]
    [InlineData("my grandma is ninety-one and has fever", FindingKind.Age, "ninety-one")]
    [InlineData("92 y/o male for catheter change", FindingKind.Age, "92 y/o")]
    [InlineData("RM 41 77 20 minta resume", FindingKind.Mrn, "41 77 20")]
    [InlineData("RM#550183", FindingKind.Mrn, "550183")]
    [InlineData("hospital number 5530291 for theatre", FindingKind.Mrn, "5530291")]
    [InlineData("NIK kepala keluarga 3404015203900003", FindingKind.Nik, "3404015203900003")]
    [InlineData("nomor kartu keluarganya 3404011203900003", FindingKind.Kk, "3404011203900003")]
    public void Ages_and_numbers_are_found_as_people_write_them(string text, FindingKind kind, string words)
    {
        var found = Finder.Inspect(text).Findings.ShouldHaveSingleItem();
        found.Kind.ShouldBe(kind);
        text[found.Start..found.End].ShouldContain(words);
    }

    [Theory]
    [InlineData("Resep Ibu sudah kami teruskan ke apotek.")]
    [InlineData("Your next dialysis was moved to Friday, sir.")]
    [InlineData("Kami lega Bapak sudah sembuh dari tifus.")]
    [InlineData("Iya Bu, anaknya sudah diimunisasi campak di sini.")]
    [InlineData("Asil rontgen panjenengan sampun dados.")]
    public void What_happened_with_the_one_spoken_to_is_confirmed(string text) => Finder.Inspect(text).Risks.ShouldContain(risk => risk.Kind == RiskKind.ConfirmsPatient, text);

    [Theory]
    [InlineData("Bu, saya sudah minum obat tapi masih batuk")]
    [InlineData("Ibu hamil sudah boleh vaksin influenza")]
    [InlineData("Kalau obat Bapak sudah habis, datang saja ke apotek")]
    [InlineData("Your health is our concern, wash your hands.")]
    [InlineData("Para Bapak dan Ibu, obat cacing sudah tersedia di semua posyandu")]
    public void What_everybody_is_told_or_somebody_asks_confirms_nothing(string text) => Finder.Inspect(text).Risks.ShouldBeEmpty(text);

    [Fact]
    public void An_address_of_three_lines_is_found_as_a_whole()
    {
        const string Text = "0274 Brunnen 6802\n Suite 084\n Ashford, KT 90211";
        var kinds = Finder.Inspect(Text).Findings;
        kinds.ShouldAllBe(found => found.Kind == FindingKind.Address);
        kinds[0].Start.ShouldBe(0);
        kinds[^1].End.ShouldBe(Text.Length);
    }
}
