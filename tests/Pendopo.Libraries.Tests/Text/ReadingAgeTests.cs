using Pendopo.Text;
using Pendopo.Text.Reading;

namespace Pendopo.Libraries.Tests.Text;

public sealed class ReadingAgeTests
{
    [Theory]
    [InlineData("The cat sat on the mat. The dog ran to the man.", Language.English, 5, 6)]
    [InlineData("You may say no. Your care stays the same.", Language.English, 5, 8)]
    [InlineData("Institutional accountability necessitates comprehensive documentation of individualised therapeutic interventions.", Language.English, 20, 25)]
    [InlineData("Anda boleh menolak. Layanan untuk Anda tetap sama.", Language.Indonesian, 5, 11)]
    [InlineData("Penyelenggaraan dokumentasi berkesinambungan dipertanggungjawabkan sepenuhnya oleh penyelenggara pelayanan.", Language.Indonesian, 15, 25)]
    public void A_child_reads_short_words_and_sentences_and_long_ones_ask_for_years(string text, Language language, double youngest, double oldest) =>
        ReadingAge.Of(text, language)!.Value.ShouldBeInRange(youngest, oldest);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("123, 45!")]
    public void A_text_without_words_has_no_age(string? text) => ReadingAge.Of(text).ShouldBeNull();

    [Fact]
    public void No_text_whatever_is_a_fault_or_leaves_the_bounds() => MessyText.ForAll(text =>
    {
        if (ReadingAge.Of(text) is { } age)
            age.ShouldBeInRange(ReadingAge.Youngest, ReadingAge.Oldest);
    });
}
