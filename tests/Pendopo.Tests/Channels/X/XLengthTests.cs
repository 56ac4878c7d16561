using Pendopo.Channels.Contracts;
using Pendopo.Channels.X;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Tests.Channels.X;

/// <summary>Characters as X counts them: by the examples of twitter-text (configuration v3) and its ranges.</summary>
public sealed class XLengthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("Posyandu", 8)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("日本語", 6)]
    [InlineData("สวัสดี", 6)]
    [InlineData("“kutip” – ya", 12)]
    [InlineData("…", 2)]
    [InlineData("👍", 2)]
    [InlineData("👨‍👩‍👧‍👦", 2)]
    [InlineData("🇮🇩", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("1️⃣", 2)]
    [InlineData("❤️", 2)]
    [InlineData("https://melati.example/@melati/posts/jadwal-imunisasi-bulan-ini", 23)]
    [InlineData("http://a.id", 23)]
    [InlineData("Lihat https://a.id/x.", 30)]
    [InlineData("(https://a.id/x)", 25)]
    [InlineData("https://a.id https://b.id", 47)]
    [InlineData("melati.id", 23)]
    [InlineData("Tekanan 120.80 mmHg", 19)]
    [InlineData("surat@melati.id", 15)]
    [InlineData("@siti halo", 10)]
    public void Words_weigh_as_X_weighs_them(string text, int weight) => XLength.Of(text).ShouldBe(weight);

    [Theory]
    [InlineData("Baca https://a.id", true)]
    [InlineData("Baca melati.id/jadwal", true)]
    [InlineData("Buka pukul 08.00, tiap hari.", false)]
    [InlineData("surat@melati.id", false)]
    public void What_costs_as_a_link_is_seen(string text, bool link) => XLength.HasLink(text).ShouldBe(link);

    [Fact]
    public void The_composer_counts_and_shortens_by_the_same_weight()
    {
        var limits = new ChannelLimits(XLength.Most, null, 4, 5 << 20, 1000, ["image/png"]) { Weight = XLength.Of };
        Fit.Check(limits, new string('語', 141), []).ShouldHaveSingleItem().ShouldBe(new FitProblem(FitTrouble.TooManyGraphemes, 282, 280));
        Fit.Check(limits, new string('語', 140), []).ShouldBeEmpty();
        foreach (var word in new[] { "imunisasi ", "予防接種 ", "👍 ", "a.id/x ", "https://a.id " })
        {
            var words = new PostWords(PostKind.Tip, "Jadwal", string.Concat(Enumerable.Repeat(word, 60)).Trim(), "", "", "id", "");
            var text = ChannelText.Of(words, limits, "https://melati.example/@melati/posts/jadwal-imunisasi");
            XLength.Of(text).ShouldBeInRange(200, 280, text);
            text.ShouldEndWith("https://melati.example/@melati/posts/jadwal-imunisasi");
        }
    }
}
