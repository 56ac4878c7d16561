using Pendopo.Text.Claims;

namespace Pendopo.Libraries.Tests.Text;

public sealed class ClaimTests
{
    private static readonly ClaimMatcher Matcher = new(
    [
        new Claim("papaya", ["Daun pepaya pasti menaikkan trombosit", "Papaya leaf surely raises platelets"]),
        new Claim("chip", ["Vaksin berisi chip pelacak", "Vaccines contain tracking chips"]),
        new Claim("nights", ["Mandi malam menyebabkan rematik", "Night baths cause rheumatism"]),
        new Claim("cold", ["Anak pilek ringan tidak boleh diimunisasi", "A child with a mild cold must not be vaccinated"]),
    ]);

    [Theory]
    [InlineData("air rebusan daun pepaya naikin trombo bund", "papaya")]
    [InlineData("does papaya leaf raise platelets?", "papaya")]
    [InlineData("katanya dlm vaksin ada microchip", "chip")]
    [InlineData("jgn mandi malem ntar rematik", "nights")]
    public void A_message_finds_its_claim_in_either_language(string message, string claim) => Matcher.Match(message)[0].ClaimId.ShouldBe(claim);

    [Theory]
    [InlineData("jadwal vaksin kapan ya")]
    [InlineData("harga pepaya naik di pasar")]
    [InlineData("air mandi malam ini dingin")]
    [InlineData("👍")]
    [InlineData("")]
    [InlineData(null)]
    public void An_unrelated_message_matches_nothing(string? message) => Matcher.Match(message).ShouldBeEmpty();

    [Theory]
    [InlineData("di vaksin ada chip pelacak, waspada", Stance.Asserts)]
    [InlineData("bener ga vaksin ada chip pelacaknya?", Stance.Asks)]
    [InlineData("vaksin tidak berisi chip pelacak", Stance.Denies)]
    [InlineData("hoaks itu, vaksin berisi chip", Stance.Denies)]
    [InlineData("vaksin ada chip pelacak wkwk", Stance.None)]
    [InlineData("hujan lagi", Stance.None)]
    public void Stance_is_read_against_the_claim(string message, Stance stance) => Matcher.ReadStance(message).ShouldBe(stance);

    [Fact]
    public void Allowing_what_a_claim_forbids_denies_it() => Matcher.ReadStance("anak pilek boleh imunisasi kok", "cold").ShouldBe(Stance.Denies);

    [Fact]
    public void The_claim_itself_scores_highest() => Matcher.Match("Vaksin berisi chip pelacak")[0].Score.ShouldBeGreaterThan(0.9);

    [Fact]
    public void A_registry_without_texts_or_with_one_id_twice_is_refused()
    {
        Should.Throw<ArgumentException>(() => new ClaimMatcher([new Claim("a", [])]));
        Should.Throw<ArgumentException>(() => new ClaimMatcher([new Claim("a", ["x"]), new Claim("a", ["y"])]));
    }

    [Fact]
    public void An_empty_registry_matches_nothing() => new ClaimMatcher([]).Match("vaksin ada chip").ShouldBeEmpty();

    [Fact]
    public void A_registry_is_read_with_titles_and_variants()
    {
        var claims = ClaimRegistry.Read("""[{"id":"a","claim":{"id":"satu","en":"one"},"title":"T","variants":["dua"]},{"id":7,"claim":"tiga"}]"""u8.ToArray());

        claims[0].Texts.ShouldBe(["satu", "one", "dua"]);
        claims[0].Title.ShouldBe("T");
        claims[1].Id.ShouldBe("7");
    }

    [Fact]
    public void Any_text_is_matched_without_failing() => MessyText.ForAll(text =>
        Matcher.Rank(text).ShouldAllBe(match => match.Score >= 0 && match.Score <= 1));

    [Fact]
    public void Of_equal_claims_the_one_earlier_in_the_registry_comes_first() =>
        new ClaimMatcher([new Claim("9", ["Telur menyebabkan bisul"]), new Claim("10", ["Telur menyebabkan bisul"])]).Rank("telur bikin bisul").Select(match => match.ClaimId).ShouldBe(["9", "10"]);
}
