using Pendopo.Privacy;
using Shouldly;

namespace Pendopo.Libraries.Tests.Privacy;

/// <summary>Places, machines, ages of houses and words that are names, too: nobody is told of; and the same words where somebody is.</summary>
public sealed class HarmlessTests
{
    private static readonly PrivacyFinder Finder = new();

    [Theory]
    [InlineData("Dusun kami bebas jentik.")]
    [InlineData("RW 07 juara lomba kebersihan.")]
    [InlineData("Usia 90 ke atas diprioritaskan.")]
    [InlineData("Rumah sakit ini sudah 100 tahun berdiri.")]
    [InlineData("Amber lights mean wait.")]
    [InlineData("Dewi padi dipuja petani.")]
    [InlineData("Nomor izin edar AKL 20501810023 pada kemasan")]
    public void A_place_a_machine_or_a_word_is_nobody(string text) => Finder.Inspect(text).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("berkas RM-120458 belum kembali", FindingKind.Mrn, "RM-120458")]
    [InlineData("no.rm.077-118", FindingKind.Mrn, "077-118")]
    [InlineData("kode pasien KLT-00431", FindingKind.Mrn, "KLT-00431")]
    [InlineData("s/n: 8KF2209M", FindingKind.Device, "8KF2209M")]
    [InlineData("nomor seri ponsel RZ8N30ABCDE", FindingKind.Device, "RZ8N30ABCDE")]
    [InlineData("kartu mastercard 5105105105105100", FindingKind.Account, "5105105105105100")]
    [InlineData("telepon adik 03-2145 7789", FindingKind.Phone, "03-2145 7789")]
    public void A_number_that_says_what_it_is_is_found(string text, FindingKind kind, string words)
    {
        var finding = Finder.Inspect(text).Findings.ShouldHaveSingleItem();
        finding.Kind.ShouldBe(kind);
        text[finding.Start..finding.End].ShouldContain(words[^4..]);
    }

    [Theory]
    [InlineData("Iya, beliau masih dirawat di sini.")]
    [InlineData("She is indeed one of our patients.")]
    [InlineData("Hasil biopsi Ibu negatif, alhamdulillah.")]
    [InlineData("Your X-ray is ready, sir.")]
    public void A_reply_that_tells_of_care_confirms_a_patient(string text) => Finder.Inspect(text).Risks.ShouldContain(risk => risk.Kind == RiskKind.ConfirmsPatient);

    [Theory]
    [InlineData("Hasil lab dapat diambil di loket tiga mulai pukul sepuluh.")]
    [InlineData("If your test is positive, call us.")]
    [InlineData("Poli gigi tutup, Pak, dokternya pelatihan.")]
    public void What_everybody_is_told_confirms_nothing(string text) => Finder.Inspect(text).Risks.ShouldBeEmpty();
}
