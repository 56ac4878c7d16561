using Pendopo.Privacy;

namespace Pendopo.Libraries.Tests.Privacy;

/// <summary>What looks like an identifier and is none, and names that only the rest of the text gives away.</summary>
public sealed class LikelyTests
{
    private static readonly PrivacyFinder Finder = new();

    [Theory]
    [InlineData("Delgado, Ruhl and Fairweather is a law firm in Oslo")]
    [InlineData("Torvald Ltd and Askebjer Holdings signed the contract")]
    [InlineData("Fairweather & Sons delivered the chairs")]
    public void A_firm_called_after_people_is_nobody(string text) => Finder.Inspect(text).Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Name);

    [Theory]
    [InlineData("Kode pesanan AB 1234 CD sudah dikirim")]
    [InlineData("Booking reference KT 8812 QX is confirmed")]
    [InlineData("ref 7f3a2c1e-90bd-4e5a-8f17-2b6d3c9e4a10")]
    [InlineData("token D-4821-XQ-77 expired")]
    public void A_code_of_a_thing_is_no_number_plate(string text) => Finder.Inspect(text).Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Plate);

    [Theory]
    [InlineData("yang punya AB 1234 CD tolong geser")]
    [InlineData("AB 1234 CD lampunya nyala")]
    [InlineData("plat D-4821-XQ lampunya nyala")]
    public void A_number_plate_is_found_with_and_without_its_word(string text) => Finder.Inspect(text).Findings.ShouldContain(finding => finding.Kind == FindingKind.Plate);

    [Theory]
    [InlineData("Patient is a 38-year-old male with a headache")]
    [InlineData("in its 10th year the choir sings in Oslo")]
    public void An_age_up_to_89_is_none(string text) => Finder.Inspect(text).Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Age);

    [Theory]
    [InlineData("nomor seri GTU55331827", FindingKind.Device)]
    [InlineData("S/N 7XK2290QWL", FindingKind.Device)]
    [InlineData("imei hp saya 35 209900 176148 1", FindingKind.Device)]
    [InlineData("STR number CD00000123456789", FindingKind.SipStr)]
    [InlineData("our family card number is 3404011203900003", FindingKind.Kk)]
    [InlineData("a 97-year-old woman fell", FindingKind.Age)]
    public void A_named_code_is_of_its_kind(string text, FindingKind kind) => Finder.Inspect(text).Findings.ShouldHaveSingleItem().Kind.ShouldBe(kind);

    [Fact]
    public void Everybody_over_an_age_is_nobody() => Finder.Inspect("Lansia di atas 90 tahun didahulukan").Findings.ShouldBeEmpty();

    [Fact]
    public void Who_was_named_in_full_is_found_again()
    {
        const string text = "My name is Torvild Askebjer. The clerk read it wrong, and nobody believed that Askebjer is a name.";
        Finder.Inspect(text).Findings.Count(finding => finding.Kind == FindingKind.Name).ShouldBe(2);
    }

    [Fact]
    public void Who_signs_alone_is_found() => Finder.Inspect("Thank you for your help.\n\nHarriet Askebjer").Findings.ShouldContain(finding => finding.Kind == FindingKind.Name && finding.Start > 20);

    [Fact]
    public void The_host_of_an_address_is_no_name() => Finder.Inspect("see https://www.StevenMartin.example/rules for more").Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Name);

    [Fact]
    public void A_social_security_number_is_a_national_number()
    {
        var finding = Finder.Inspect("my SSN is 123-45-6789").Findings.ShouldHaveSingleItem();
        finding.Kind.ShouldBe(FindingKind.Nik);
    }

    [Fact]
    public void A_flat_below_the_street_belongs_to_the_address()
    {
        const string text = "Send it to 17 Ashgrove Lane\nSuite 501\nNewbrook\nCanada 40512";
        Finder.Inspect(text).Findings.ShouldContain(finding => finding.Kind == FindingKind.Address && finding.End == text.Length);
    }
}
