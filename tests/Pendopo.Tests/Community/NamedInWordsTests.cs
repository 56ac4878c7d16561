using Pendopo.Community.News;

namespace Pendopo.Tests.Community;

public sealed class NamedInWordsTests
{
    [Theory]
    [InlineData("Terima kasih @Bu Yanti!", "Bu Yanti")]
    [InlineData("@Pak Joko, bagaimana kabar ibu?", "Pak Joko")]
    [InlineData("(@Langit Sore) apa kabar", "Langit Sore")]
    [InlineData("Baris satu\n@Dr. Ani\nbaris tiga", "Dr. Ani")]
    public void A_name_after_an_at_sign_is_among_those_that_may_be_meant(string text, string name) =>
        NamedInWords.Of(text).ShouldHaveSingleItem().ShouldContain(name);

    [Theory]
    [InlineData("Kirim ke sari@warga.example saja")]
    [InlineData("Jam 5 @ balai desa", " ")]
    [InlineData("@")]
    [InlineData("")]
    public void An_address_or_a_lone_sign_names_nobody(string text, string? _ = null) =>
        NamedInWords.Of(text).SelectMany(names => names).Where(name => name.Contains("warga", StringComparison.Ordinal) || name.Length == 0).ShouldBeEmpty();

    [Fact]
    public void The_longest_name_comes_first_and_a_text_full_of_signs_stays_small()
    {
        NamedInWords.Of("@Bu Sari Dewi dan ibu")[0].ShouldBe(["Bu Sari Dewi dan ibu", "Bu Sari Dewi dan", "Bu Sari Dewi", "Bu Sari", "Bu"]);
        NamedInWords.Of(string.Concat(Enumerable.Repeat("@Bu Sari ", 500))).Count.ShouldBe(NamedInWords.MostNames);
    }
}
