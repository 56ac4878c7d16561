using Pendopo.Publishing.Hints;

namespace Pendopo.Tests.Publishing.Hints;

public sealed class PlainHintsTests
{
    private static readonly PlainWord[] Words = [new("edukasi", "penjelasan"), new("oral", "lewat mulut")];

    [Theory]
    [InlineData("Cuci tangan dengan sabun sebelum makan.", null)]
    [InlineData("Kami memberi edukasi besok.", HintKind.HardWord)]
    [InlineData("Moral warga baik.", null)]
    [InlineData("Selamat pagi 🎉🎉🎉 semua", HintKind.EmojiRow)]
    [InlineData("Selamat pagi 🎉 semua", null)]
    [InlineData("PENTING UNTUK SEMUA warga", HintKind.Shouting)]
    [InlineData("Obat TB dan HIV ada di sini.", null)]
    [InlineData("𝗣𝗲𝗻𝘁𝗶𝗻𝗴 sekali", HintKind.FancyLetters)]
    [InlineData("Untuk jadwal klik di sini.", HintKind.EmptyLink)]
    [InlineData("#cegahdemamberdarah", HintKind.JoinedHashtag)]
    [InlineData("#CegahDemamBerdarah", null)]
    public void A_hint_names_what_is_hard_to_read_or_to_hear_and_nothing_else(string text, HintKind? hint) =>
        PlainHints.Of(text, "id", Words).Select(found => (HintKind?)found.Kind).FirstOrDefault().ShouldBe(hint);

    [Fact]
    public void A_sentence_of_twenty_words_is_let_be_and_one_more_is_named_with_its_count()
    {
        var twenty = string.Join(' ', Enumerable.Repeat("kata", 20)) + ".";
        PlainHints.Of(twenty, "jv", []).ShouldBeEmpty();
        var hint = PlainHints.Of("kata " + twenty, "jv", []).ShouldHaveSingleItem();
        (hint.Kind, hint.Better).ShouldBe((HintKind.LongSentence, "21"));
    }

    [Fact]
    public void Letters_of_mathematics_are_given_back_as_letters() =>
        PlainHints.Of("𝗣𝗲𝗻𝘁𝗶𝗻𝗴", "id", []).Single().Better.ShouldBe("Penting");
}
