using Pendopo.Platform.Data;

namespace Pendopo.Tests.Platform;

public sealed class KeptTextTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("", 0, "")]
    [InlineData("ae\u0301x", 2, "a")]
    [InlineData("a👍🏽b", 4, "a")]
    [InlineData("a👍🏽b", 5, "a👍🏽")]
    public void A_text_is_cut_after_a_whole_character(string text, int most, string kept) => KeptText.Of(text, most).ShouldBe(kept);

    [Fact]
    public void What_a_database_refuses_is_replaced()
    {
        KeptText.Of("a\0b\ud83dc\ude00", 10).ShouldBe("a\ufffdb\ufffdc\ufffd");
        KeptText.Of("😀", 10).ShouldBe("😀");
    }

    [Fact]
    public void One_character_longer_than_its_place_is_cut_where_it_must_be()
    {
        KeptText.Of("a" + new string('\u0301', 50), 10).Length.ShouldBe(10);
        KeptText.Of("😀😀", 1).ShouldBe("");
    }
}
