using Pendopo.Text.Reading;
using Pendopo.Text.Similarity;

namespace Pendopo.Libraries.Tests.Text;

public sealed class SimilarityTests
{
    private const string Chain = "Sebarkan ke semua grup: mulai besok semua pasien wajib membayar dua ratus ribu rupiah di puskesmas untuk kartu baru, info dari orang dalam";

    [Fact]
    public void A_passed_on_message_keeps_its_fingerprint()
    {
        SimHash.Distance(SimHash.Of(Chain), SimHash.Of(Chain.ToUpperInvariant() + " !!! 🙏")).ShouldBeLessThanOrEqualTo(SimHash.SameWithin);
        SimHash.Distance(SimHash.Of(Chain), SimHash.Of("Jadwal posyandu balita bulan ini pindah ke balai desa lama karena gedung sedang dicat, bawa buku KIA ya bunda")).ShouldBeGreaterThan(15);
    }

    [Fact]
    public void Near_fingerprints_share_a_block()
    {
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var first = (ulong)random.NextInt64();
            var second = first ^ (1ul << random.Next(64)) ^ (1ul << random.Next(64)) ^ (1ul << random.Next(64));
            SimHash.Blocks(first).Intersect(SimHash.Blocks(second)).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void An_empty_text_has_the_empty_fingerprint() => SimHash.Of("").ShouldBe(0ul);

    [Fact]
    public void Key_terms_are_what_the_background_lacks()
    {
        string[] week = ["banyak jentik di bak mandi", "jentik nyamuk di selokan", "antre lama sekali", "demam dan jentik di rumah"];
        string[] before = ["antre lama", "jadwal antre", "antre loket lama sekali", "demam biasa", "poli gigi buka", "bayar berapa"];

        var terms = KeyTerms.Find(week, before);

        terms[0].Term.ShouldBe("jentik");
        terms[0].Texts.ShouldBe(3);
        terms.ShouldNotContain(term => term.Term == "antre");
    }

    [Fact]
    public void Key_terms_of_nothing_are_none() => KeyTerms.Find([]).ShouldBeEmpty();

    [Theory]
    [InlineData("Minum obat tiap pagi. Jangan lupa makan.", "Terapi farmakologis antihipertensi memerlukan kepatuhan medikasi jangka panjang guna meminimalisasi komplikasi kardiovaskular.")]
    [InlineData("Take the pill every day. Drink water.", "Pharmacological antihypertensive therapy necessitates longitudinal medication adherence minimising cardiovascular complications.")]
    public void Plain_text_scores_lower_than_hard_text(string plain, string hard)
    {
        ReadingEase.Measure(plain).Score.ShouldBeLessThan(ReadingEase.Measure(hard).Score);
        ReadingEase.Measure(plain).Level.ShouldBe("plain");
        ReadingEase.Measure(hard).Level.ShouldBe("hard");
    }

    [Fact]
    public void Text_without_words_is_plain() => ReadingEase.Measure("👍 12").Score.ShouldBe(0);
}
