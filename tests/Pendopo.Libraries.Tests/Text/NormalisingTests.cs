using Pendopo.Text.Normalising;

namespace Pendopo.Libraries.Tests.Text;

public sealed class NormalisingTests
{
    [Theory]
    [InlineData("Anakku panas SEKALIIII", "anakku panas sekali")]
    [InlineData("anak2 sy s4kit", "anak-anak saya sakit")]
    [InlineData("teman2nya", "teman-temannya")]
    [InlineData("bsk jam brp yg buka?", "besok jam berapa yang buka?")]
    [InlineData("５ ｔａｂｌｅｔ café", "5 tablet cafe")]
    [InlineData("vitamin b12 5ml 1000 www.x.id", "vitamin b12 5ml 1000 www.x.id")]
    [InlineData("too good", "too good")]
    [InlineData("", "")]
    public void Chat_spelling_is_written_plain(string text, string plain) => TextNormaliser.Normalise(text).Text.ShouldBe(plain);

    [Fact]
    public void A_plain_word_maps_back_to_what_was_written()
    {
        var text = TextNormaliser.Normalise("Tlg 😭 anak2 s4kittttt bgt");

        Original(text, "tolong").ShouldBe("Tlg");
        Original(text, "anak-anak").ShouldBe("anak2");
        Original(text, "sakit").ShouldBe("s4kittttt");
        Original(text, "😭").ShouldBe("😭");
    }

    [Fact]
    public void Every_place_maps_to_whole_code_points_of_the_original() => MessyText.ForAll(text =>
    {
        var plain = TextNormaliser.Normalise(text);
        var last = 0;
        for (var i = 0; i < plain.Text.Length; i++)
        {
            var (start, length) = plain.ToOriginal(i, 1).GetOffsetAndLength(text.Length);
            start.ShouldBeGreaterThanOrEqualTo(last);
            MessyText.IsBoundary(text, start).ShouldBeTrue();
            MessyText.IsBoundary(text, start + length).ShouldBeTrue();
            last = start;
        }
    });

    [Fact]
    public void Plain_text_stays_plain() => MessyText.ForAll(text =>
    {
        var once = TextNormaliser.Normalise(text).Text;
        TextNormaliser.Normalise(once).Text.Length.ShouldBeLessThanOrEqualTo(once.Length * 4);
    });

    [Fact]
    public void What_stands_on_other_lines_does_not_change_how_a_line_is_written() => MessyText.ForAll(text =>
    {
        var alone = TextNormaliser.Normalise(text).Text;
        var between = TextNormaliser.Normalise("anak2 sakiiit gmn dok\n" + text + "\nmksh 4ku").Text;
        between.ShouldBe(TextNormaliser.Normalise("anak2 sakiiit gmn dok").Text + "\n" + alone + "\n" + TextNormaliser.Normalise("mksh 4ku").Text);
    });

    [Fact]
    public void Null_is_an_empty_text() => TextNormaliser.Normalise(null).Text.ShouldBe(string.Empty);

    [Fact]
    public void A_part_outside_the_text_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => TextNormaliser.Normalise("abc").ToOriginal(2, 2));

    private static string Original(NormalisedText text, string part) => text.Original[text.ToOriginal(text.Text.IndexOf(part, StringComparison.Ordinal), part.Length)];
}
