using Pendopo.Privacy;

namespace Pendopo.Libraries.Tests.Privacy;

/// <summary>The samples of the library's README, in its order.</summary>
public sealed class SamplesTests
{
    [Fact]
    public void The_samples_of_the_readme_run()
    {
        var finder = new PrivacyFinder();
        var text = "Bu Tuti, hasil lab sudah jadi. HP 081234567890";
        var report = finder.Inspect(text);
        report.Findings.Select(finding => $"{finding.Kind.Key()} {text[finding.Start..finding.End]}").ShouldBe(["name Tuti", "phone 081234567890"]);
        report.Findings.ShouldAllBe(finding => finding.Score > 0 && Reasons.Tell(finding.Reason).Length > 0);
        Masking.Mask(text, report.Findings).ShouldBe("Bu [nama], hasil lab sudah jadi. HP [telepon]");
        Masking.Mask(text, report.Findings, inEnglish: true).ShouldBe("Bu [name], hasil lab sudah jadi. HP [phone]");

        var own = new AllowList(numbers: ["(0274) 512345"], words: ["@puskesmas.melati"], names: ["Wening Astuti"]);
        new PrivacyFinder(own).Inspect("Telepon kami (0274) 512345, ikuti @puskesmas.melati").Findings.ShouldBeEmpty();

        var risks = finder.Inspect("Selamat sore Ibu Rahayu, hasil HIV Ibu sudah keluar").Risks;
        risks.ShouldContain(risk => risk.Kind == RiskKind.ConfirmsPatient);
        risks.ShouldContain(risk => risk.Kind == RiskKind.Combination);
    }
}
