using Pendopo.Privacy;

namespace Pendopo.Libraries.Tests.Privacy;

public sealed class RiskTests
{
    private static readonly PrivacyFinder Finder = new();

    [Theory]
    [InlineData("Iya betul, Bu Tuti pasien kami, beliau cuci darah tiap Senin.")]
    [InlineData("Halo Pak Budi, hasil lab Bapak sudah bisa diambil.")]
    [InlineData("Hi Kevin, your HIV test result is ready.")]
    [InlineData("Your test result is ready, please collect it.")]
    [InlineData("Hasil rontgen Ibu sudah jadi ya.")]
    public void An_answer_that_confirms_a_patient_is_told(string text) => Finder.Inspect(text).Risks.ShouldContain(risk => risk.Kind == RiskKind.ConfirmsPatient, text);

    [Theory]
    [InlineData("Hasil lab hanya bisa diambil langsung dengan kartu berobat.")]
    [InlineData("Kami tidak dapat membenarkan siapa pun yang berobat di sini.")]
    [InlineData("Bapak dan Ibu, jangan lupa kontrol tekanan darah.")]
    [InlineData("Terima kasih atas masukannya, Kak.")]
    [InlineData("Poli gigi buka Senin sampai Jumat.")]
    public void A_general_answer_is_no_risk(string text) => Finder.Inspect(text).Risks.ShouldBeEmpty(text);

    [Fact]
    public void A_home_and_a_rare_condition_are_told_with_both_places()
    {
        const string Text = "Ada ODHA di Dusun Karanganyar RT 02/05.";
        var risk = Finder.Inspect(Text).Risks.First(found => found.Kind == RiskKind.Combination);
        risk.Spans.Select(span => Text[span.Start..span.End]).ShouldContain("ODHA");
        risk.Spans.Count.ShouldBe(2);
    }

    [Fact]
    public void A_person_and_a_condition_are_told_together()
    {
        const string Text = "Ny. Tuti kena kusta, tolong didatangi.";
        var together = Finder.Inspect(Text).Risks.Where(risk => risk.Kind == RiskKind.Combination).SelectMany(risk => risk.Spans);
        together.Select(span => Text[span.Start..span.End]).ShouldContain("kusta");
    }

    [Fact]
    public void Every_reason_has_words_in_both_languages()
    {
        foreach (var key in Reasons.All)
        {
            Reasons.Tell(key).ShouldNotBe(key);
            Reasons.Tell(key, inEnglish: true).ShouldNotBe(key);
        }
    }

    [Theory]
    [InlineData("Bu Tuti, NIK 3404015203900003, hp 081234567890, anak Pak RT 03 di Dusun Karanganyar RT 02, lahir 12/03/1990, umur 95 th")]
    [InlineData("rek BRI 012345678901, instagram.com/sari_m, IMEI 356938035643809, B 1234 XY, NPWP 01.234.567.8-541.000, sari@contoh.id, 10.1.2.3 hasil lab Ibu sudah jadi")]
    public void Every_reason_that_is_given_has_words(string text)
    {
        var report = Finder.Inspect(text);
        report.Findings.Select(finding => finding.Reason).Concat(report.Risks.Select(risk => risk.Reason)).ShouldAllBe(key => Reasons.All.Contains(key));
    }
}
