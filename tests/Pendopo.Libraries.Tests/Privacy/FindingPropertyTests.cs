using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Privacy;

namespace Pendopo.Libraries.Tests.Privacy;

public sealed class FindingPropertyTests
{
    private static readonly PrivacyFinder Finder = new();

    private static readonly string[] Pieces =
    [
        "NIK 3404015203900003", "081234567890", "0812 3456 7890", "sari@contoh.id", "Bu Tuti", "Pak Budi Santoso", "RM 12-34-56", "lahir 12/03/1990", "RT 03/05", "Jl. Mawar No. 7",
        "anak Bu Siti", "SMPN 2 Melati", "hasil lab", "kontrol", "HIV", "pasien", "hamil", "obat", ",", ".", "?", "\n", "(", ")", "@", "#", "'s", "nol delapan satu", "dua tiga empat lima enam",
        "😀", "\u200B", "０８１２", "di", "dari", "dan", "119", "a.n.", "nama:", "umur 95 th", "BRI", "rek 123456789", "B 1234 XY", "instagram.com/x", "10.1.2.3", "\uD800", "--", "..", "A", "S*ti",
    ];

    private static readonly Arbitrary<string> Texts = Gen.Elements(Pieces).NonEmptyListOf()
        .SelectMany(pieces => Gen.Elements(" ", "", "  ", "-", ".").Select(joint => string.Join(joint, pieces))).ToArbitrary();

    [Fact]
    public void Findings_lie_in_order_inside_the_text_and_cut_no_letter_in_two() => Prop.ForAll(Texts, text =>
    {
        var from = 0;
        foreach (var finding in Finder.Inspect(text).Findings)
        {
            finding.Start.ShouldBeGreaterThanOrEqualTo(from);
            finding.End.ShouldBeInRange(finding.Start + 1, text.Length);
            IsCut(text, finding.Start).ShouldBeFalse();
            IsCut(text, finding.End).ShouldBeFalse();
            finding.Score.ShouldBeInRange(0, 1);
            from = finding.End;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_masked_number_or_address_of_mail_is_found_no_more() => Prop.ForAll(Texts, text =>
    {
        var hard = Finder.Inspect(text).Findings.Where(finding => finding.Kind is FindingKind.Nik or FindingKind.Kk or FindingKind.Bpjs or FindingKind.Email).ToList();
        var masked = Masking.Mask(text, hard);
        var kinds = Finder.Inspect(masked).Findings.Where(finding => finding.Kind is FindingKind.Nik or FindingKind.Kk or FindingKind.Bpjs or FindingKind.Email);
        kinds.ShouldBeEmpty(masked);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sentences_before_and_after_do_not_hide_a_number() => Prop.ForAll(Texts, text =>
    {
        var findings = Finder.Inspect(text + "\n\nNIK 3404015203900003\n\n" + text).Findings;
        findings.ShouldContain(finding => finding.Kind == FindingKind.Nik && finding.Start <= text.Length + 6 && finding.End >= text.Length + 20);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_at_all_is_read_without_harm() =>
        Prop.ForAll<string?>(text => Finder.Inspect(text ?? "").Findings.ShouldAllBe(finding => finding.End <= text!.Length)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1 ")]
    [InlineData("12-")]
    [InlineData("a@")]
    [InlineData("@")]
    [InlineData("Bu ")]
    [InlineData("Rina ")]
    [InlineData("anak Bu ")]
    [InlineData("RT 1 ")]
    [InlineData("Jl. ")]
    [InlineData("nol ")]
    [InlineData("a")]
    [InlineData("A A ")]
    [InlineData("tanggal dua ")]
    [InlineData("x at y dot ")]
    [InlineData("instagram.com/a")]
    [InlineData("081234567890 ")]
    [InlineData("1.1.1.")]
    [InlineData("ab:")]
    [InlineData("pasien Rina 34 th, ")]
    [InlineData("'s ")]
    [InlineData("- ")]
    [InlineData("\u200B")]
    [InlineData("０")]
    public void Time_grows_with_length_and_no_faster(string piece)
    {
        var small = string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length));
        var large = string.Concat(Enumerable.Repeat(piece, 160_000 / piece.Length));
        Finder.Inspect(small);
        // 8 times the text may take 8 times as long; 40 leaves room for a busy machine and would still tell a square (64) from a line.
        var ratio = Enumerable.Range(0, 3).Min(_ => Time(large) / Math.Max(Time(small), 0.05));
        ratio.ShouldBeLessThan(40);
    }

    private static double Time(string text)
    {
        var clock = Stopwatch.GetTimestamp();
        Finder.Inspect(text);
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }

    private static bool IsCut(string text, int at) => at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);
}
