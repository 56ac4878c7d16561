using Pendopo.Text;

namespace Pendopo.Libraries.Tests.Text;

public sealed class SearchTextTests
{
    [Fact]
    public void Terms_are_plain_stems_without_stop_words() =>
        SearchText.Terms("Jadwal pengobatan anak2 yg batuk di puskesmas").ShouldBe(["jadwal", "obat", "anak", "anak", "batuk", "puskesmas"]);

    [Fact]
    public void English_terms_use_the_English_stemmer() =>
        SearchText.Terms("The vaccinations for the children", Language.English).ShouldBe(["vaccin", "children"]);

    [Theory]
    [InlineData("obat", "Pengobatan TB gratis di sini")]
    [InlineData("vaccine", "Vaccines are given on Monday")]
    [InlineData("imunisasi bayi", "Jadwal imunisasi untuk bayi")]
    [InlineData("imunisasinya", "imunisasi")]
    [InlineData("café", "cafe")]
    public void A_query_finds_the_text_in_either_language(string query, string text)
    {
        var terms = SearchText.Terms(text).ToHashSet();

        SearchText.Query(query).ShouldAllBe(forms => forms.Any(terms.Contains));
    }

    [Fact]
    public void Nothing_has_no_terms()
    {
        SearchText.Terms(null).ShouldBeEmpty();
        SearchText.Terms("yang dan di").ShouldBeEmpty();
        SearchText.Query("").ShouldBeEmpty();
    }

    [Fact]
    public void Terms_hold_letters_and_digits_alone() => MessyText.ForAll(text =>
        SearchText.Terms(text).ShouldAllBe(term => term.Length > 0 && term.All(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c))));
}
