using Pendopo.Inbox.Listening;
using Pendopo.Safety.Contracts;

namespace Pendopo.Tests.Inbox;

public sealed class WordMatchTests
{
    [Theory]
    [InlineData("posyandu", "Jadwal POSYANDU bulan depan?", true)]
    [InlineData("posyandu", "Jadwal posyandunya kapan", false)]
    [InlineData("posyandu", "#posyandu lansia", true)]
    [InlineData("cafe", "di Café Melati", true)]
    [InlineData("café", "di CAFE melati", true)]
    [InlineData("puskesmas melati", "Puskesmas  Melati, Sumberejo", true)]
    [InlineData("puskesmas melati", "#PuskesmasMelati ramai", true)]
    [InlineData("puskesmas melati", "Puskesmas. Melati mekar", false)]
    [InlineData("puskesmas melati", "melati puskesmas", false)]
    [InlineData("#DBD", "Awas #dbd musim hujan", true)]
    [InlineData("#DBD", "Awas dbd musim hujan", false)]
    [InlineData("#demam_berdarah", "Cegah #DemamBerdarah", true)]
    [InlineData("dbd", "https://example.org/dbd", false)]
    [InlineData("melati", "@melati halo", false)]
    [InlineData("covid-19", "Vaksin COVID 19 ada?", true)]
    [InlineData("ａｎｔｒｅ", "Antre lama", true)]
    [InlineData("demam", "deeemaaaam tinggi", true)]
    public void A_word_is_found_whole_in_any_spelling(string word, string text, bool found) =>
        WordMatch.Of(word, "").In(SaidWords.Of(text)).ShouldBe(found);

    [Fact]
    public void Beside_an_ignored_word_it_does_not_count()
    {
        var word = WordMatch.Of("demam berdarah", "film, lagu baru, #promo");
        word.In(SaidWords.Of("Anak kena demam berdarah")).ShouldBeTrue();
        word.In(SaidWords.Of("Nonton FILM demam berdarah")).ShouldBeFalse();
        word.In(SaidWords.Of("Lagu baru: demam berdarah cinta")).ShouldBeFalse();
        word.In(SaidWords.Of("Lagu lama demam berdarah baru")).ShouldBeTrue();
        word.In(SaidWords.Of("demam berdarah #promo")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("# !", "")]
    [InlineData("#Demam_Berdarah", "#demamberdarah")]
    [InlineData("  Demam   BERDARAH ", "demam berdarah")]
    public void Two_spellings_of_one_word_have_one_key(string word, string key) => WordMatch.Of(word, "").Key.ShouldBe(key);

    [Fact]
    public void What_a_networks_terms_forbid_is_not_listened_to_or_not_counted()
    {
        ListenTerms.All.Select(terms => terms.Network).ShouldNotContain("x");
        foreach (var policy in AnalysisDoor.Policies.Where(policy => !policy.MayInferHealth))
            ListenTerms.Countable.ShouldNotContain(policy.Network);
        ListenTerms.All.ShouldAllBe(terms => terms.Source.Length > 10);
    }
}
