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
    public void Masking_leaves_no_finding() => Prop.ForAll(Texts, text =>
        Finder.Inspect(Finder.Mask(text)).Findings.ShouldBeEmpty(Finder.Mask(text))).QuickCheckThrowOnFailure();

    [Fact]
    public void Other_paragraphs_change_no_finding() => Prop.ForAll(Texts, Texts, (text, other) =>
    {
        // A paragraph is what stands between blank lines; the generated texts may hold such lines at their ends only.
        var before = other.Trim() + "\n\n";
        var alone = Finder.Inspect(text.Trim()).Findings;
        var among = Finder.Inspect(before + text.Trim() + "\n\n" + other.Trim()).Findings;
        among.Where(finding => finding.Start >= before.Length && finding.Start < before.Length + text.Trim().Length)
            .Select(finding => finding with { Start = finding.Start - before.Length, End = finding.End - before.Length }).ShouldBe(alone);
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
    public void Work_grows_with_length_and_no_faster(string piece)
    {
        var once = Looks(string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length)));
        var eightfold = Looks(string.Concat(Enumerable.Repeat(piece, 8 * (20_000 / piece.Length))));
        // Every rule looks a fixed number of tokens to each side; only the sentence of a finding is found by halving, which adds a few looks.
        // Eight times the text is eight times the work, nine with that; a square would be sixty-four.
        eightfold.ShouldBeInRange(once, (9 * once) + 2_000);
    }

    [Fact]
    public void Any_text_said_eight_times_is_eight_times_the_work() => Prop.ForAll(Texts, text =>
    {
        var line = text + "\n";
        var once = Looks(string.Concat(Enumerable.Repeat(line, 4)));
        Looks(string.Concat(Enumerable.Repeat(line, 32))).ShouldBeLessThanOrEqualTo((9 * once) + 2_000);
    }).QuickCheckThrowOnFailure();

    private static long Looks(string text)
    {
        Finder.Inspect(text, out var looks);
        return looks;
    }

    private static bool IsCut(string text, int at) => at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);
}
