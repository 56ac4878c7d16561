using Pendopo.Privacy;

namespace Pendopo.Libraries.Tests.Privacy;

/// <summary>Numbers, handles and replies in the many ways people write them, and people everybody knows. Own sentences, none from the rows that measure.</summary>
public sealed class WaysToSayTests
{
    private static readonly PrivacyFinder Finder = new();

    [Theory]
    [InlineData("K.K. saya 3404011203150003", FindingKind.Kk, "3404011203150003")]
    [InlineData("N.K.K 3404011203150003", FindingKind.Kk, "3404011203150003")]
    [InlineData("no.rm.B-44120 belum ketemu", FindingKind.Mrn, "44120")]
    [InlineData("ada ID perangkat GLK-77XK20 di tasnya", FindingKind.Device, "GLK-77XK20")]
    [InlineData("the pump's S/N is PQ-5518-T", FindingKind.Device, "PQ-5518-T")]
    [InlineData("gelang dengan MAC 00-1C-42-AF-3B-09", FindingKind.Device, "00-1C-42-AF-3B-09")]
    [InlineData("ig nya sari.manis_88 ya", FindingKind.UrlProfile, "sari.manis_88")]
    [InlineData("username tiktok: gadis_lereng", FindingKind.UrlProfile, "gadis_lereng")]
    [InlineData("surelku sari88 @ contoh . id", FindingKind.Email, "sari88 @ contoh . id")]
    [InlineData("surelku sari88 {at} contoh {dot} id", FindingKind.Email, "sari88 {at} contoh {dot} id")]
    [InlineData("nopol ab 1 2 3 4 cd ketinggalan", FindingKind.Plate, "ab 1 2 3 4 cd")]
    [InlineData("tgl lhr 120390 ya bu", FindingKind.Date, "120390")]
    [InlineData("94 y.o. woman with a fever", FindingKind.Age, "94 y.o")]
    public void An_identifier_is_found_as_it_is_written(string text, FindingKind kind, string words)
    {
        var found = Finder.Inspect(text).Findings.Where(finding => finding.Kind == kind).ShouldHaveSingleItem();
        text[found.Start..found.End].ShouldContain(words);
    }

    [Theory]
    [InlineData("Versi baru aplikasi kami 2.10.4.1 sudah terbit.")]
    [InlineData("Order 5521-8890-12 sudah kami kirim.")]
    [InlineData("Menurut Chairil Anwar, hidup hanya menunda kekalahan.")]
    [InlineData("Stadion Gelora Bung Karno dipakai senam bersama.")]
    [InlineData("Staf gizi kami, Mbak Tuti, siap menjawab.")]
    [InlineData("Tulis ke complaints@klinik.example atau karir@klinik.example")]
    [InlineData("Ikuti ig resmi kami, live jam10 pagi.")]
    [InlineData("Soto Bu Tuti dijual di kantin.")]
    public void What_everybody_may_know_is_nobody(string text) => Finder.Inspect(text).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("Ibu dirawat tiga hari di ruang kami, jadi wajar kalau masih lelah.")]
    [InlineData("Kalau soal biaya operasi Bapak, sudah kami hitung.")]
    [InlineData("Saya ingat Ibu, kemarin yang kontrol nifas.")]
    [InlineData("Memang benar almarhumah dirawat di bangsal kami.")]
    [InlineData("We did remove the cyst on your arm last week.")]
    [InlineData("Jadwal fisioterapi Bapak pindah ke hari Selasa.")]
    public void A_reply_that_tells_what_was_done_confirms(string text) => Finder.Inspect(text).Risks.ShouldContain(risk => risk.Kind == RiskKind.ConfirmsPatient, text);

    [Theory]
    [InlineData("Kalau Ibu dirawat di sini, keluarga boleh menunggu.")]
    [InlineData("Jika Bapak sudah dioperasi di tempat lain, bawa suratnya.")]
    [InlineData("Vaksinasi hari Selasa dibuka untuk Bapak dan Ibu.")]
    public void A_condition_confirms_nothing(string text) => Finder.Inspect(text).Risks.ShouldBeEmpty(text);

    [Fact]
    public void With_the_number_of_a_licence_its_owner_is_a_person() =>
        Finder.Inspect("SIP 503/1234/SIP.B/2024 milik bidan Tuti habis").Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.SipStr, FindingKind.Name]);
}
