using Pendopo.Channels.LinkedIn;
using Shown = Pendopo.Tests.StandIns.LinkedIn.LittleText;

namespace Pendopo.Tests.Channels.LinkedIn;

/// <summary>What is handed over is shown as it was written, letter for letter: an unescaped one would cut the text off in silence.</summary>
public sealed class LittleTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Jadwal imunisasi", "Jadwal imunisasi")]
    [InlineData(@"a\b", @"a\\b")]
    [InlineData("a|b", @"a\|b")]
    [InlineData("{a}", @"\{a\}")]
    [InlineData("siti@melati.id", @"siti\@melati.id")]
    [InlineData("[1]", @"\[1\]")]
    [InlineData("(08.00)", @"\(08.00\)")]
    [InlineData("<3", @"\<3")]
    [InlineData("a > b", @"a \> b")]
    [InlineData("*penting*", @"\*penting\*")]
    [InlineData("kata_sandi", @"kata\_sandi")]
    [InlineData("~10", @"\~10")]
    [InlineData("nomor # 5", @"nomor \# 5")]
    [InlineData("#Imunisasi hari ini", "#Imunisasi hari ini")]
    [InlineData("#kata_dua", @"\#kata\_dua")]
    [InlineData("C#", @"C\#")]
    [InlineData("Baca https://melati.example/@melati/posts/a_b ya", "Baca https://melati.example/@melati/posts/a_b ya")]
    [InlineData("(https://melati.example/p).", @"\(https://melati.example/p\).")]
    [InlineData("@[Dinas Kesehatan](urn:li:organization:1) hadir", "@[Dinas Kesehatan](urn:li:organization:1) hadir")]
    [InlineData("@[Dinas](bukan)", @"\@\[Dinas\]\(bukan\)")]
    public void Each_reserved_letter_is_escaped_and_what_is_live_stays(string text, string escaped)
    {
        LittleText.Of(text).ShouldBe(escaped);
        LittleText.Length(text).ShouldBe(escaped.Length);
    }

    [Fact]
    public void Whatever_is_written_is_shown_to_its_last_letter()
    {
        var random = new Random(11);
        const string letters = @"\|{}@[]()<>#*_~ abcÉ語1.,:/é👍";
        var pieces = letters.EnumerateRunes().Select(rune => rune.ToString()).Concat(["#Tag", "https://a.id/x", "\n", "@[", "](", "urn:li:organization:1"]).ToArray();
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)]));
            // A mention is shown as its name.
            if (!text.Contains("](urn:li:", StringComparison.Ordinal))
                Shown.Shown(LittleText.Of(text)).ShouldBe(text, text);
        }
    }
}
