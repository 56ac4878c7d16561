using Pendopo.Text.Claims;
using Pendopo.Text.Insights;
using Pendopo.Text.Normalising;
using Pendopo.Text.Reading;
using Pendopo.Text.Similarity;
using Pendopo.Text.Stemming;
using Pendopo.Text.Words;
using Pendopo.Text;

namespace Pendopo.Libraries.Tests.Text;

/// <summary>The samples of the library's README, in its order.</summary>
public sealed class SamplesTests
{
    [Fact]
    public void The_samples_of_the_readme_run()
    {
        var said = MessageInspector.Inspect("digigit anjing tadi pagi, suntik rabies ada?");
        said.Urgency.Value.ShouldBe(Urgency.Urgent);
        said.Urgency.Reasons.ShouldNotBeEmpty();

        var plain = TextNormaliser.Normalise("anak2 sy s4kit");
        plain.Text.ShouldBe("anak-anak saya sakit");
        plain.ToOriginal(0, 9).ShouldBe(0..5);

        Tokens.Of("panas 39,5 #dbd").Select(token => token.Kind).ShouldBe([TokenKind.Word, TokenKind.Number, TokenKind.Hashtag]);
        IndonesianStemmer.Stem("pengobatan").ShouldBe("obat");
        SearchText.Terms("Jadwal pengobatan anak2").ShouldBe(["jadwal", "obat", "anak", "anak"]);

        ReadingEase.Measure("Minum obat tiap pagi.").Level.ShouldBe("plain");
        SimHash.Distance(SimHash.Of("cuci tangan sebelum makan"), SimHash.Of("cuci tangan sebelum makan ya")).ShouldBeLessThan(32);
        KeyTerms.Find(["banyak jentik", "jentik di bak"]).ShouldNotBeEmpty();

        var matcher = new ClaimMatcher([new Claim("c1", ["Vaksin berisi chip", "Vaccines contain chips"])]);
        matcher.Match("ada chip di vaksin?")[0].ClaimId.ShouldBe("c1");
        matcher.ReadStance("ada chip di vaksin?").ShouldBe(Stance.Asks);
    }
}
