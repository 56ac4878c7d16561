using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Channels.Bluesky;

namespace Pendopo.Tests.Channels.Bluesky;

public sealed class RichTextTests
{
    [Theory]
    [InlineData("Jadwal: https://melati.example/jadwal.", "https://melati.example/jadwal")]
    [InlineData("💉 Imunisasi é (lihat https://melati.example/a_(b)) ya", "https://melati.example/a_(b)")]
    [InlineData("Baca (https://melati.example/x), lalu tanya", "https://melati.example/x")]
    [InlineData("Sapa @rina.bsky.social!", "@rina.bsky.social")]
    [InlineData("Ikut #ImunisasiDasar yuk", "#ImunisasiDasar")]
    [InlineData("#Gizi", "#Gizi")]
    public void A_mark_covers_exactly_its_own_bytes(string text, string expected)
    {
        var span = RichText.Find(text).ShouldHaveSingleItem();
        var bytes = Encoding.UTF8.GetBytes(text);
        Encoding.UTF8.GetString(bytes[span.Start..span.End]).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Kirim surel ke rina@puskesmas.example")]
    [InlineData("Nomor #1 dan #2026")]
    [InlineData("Harga 5 @ Rp10.000")]
    [InlineData("https:// kosong")]
    [InlineData("@rina tanpa domain")]
    [InlineData("")]
    public void What_only_looks_like_a_mark_stays_plain(string text) => RichText.Find(text).ShouldBeEmpty();

    [Fact]
    public void A_tag_longer_than_the_network_takes_stays_plain() => RichText.Find($"#{new string('a', 65)}").ShouldBeEmpty();

    [Fact]
    public void Values_carry_no_sign()
    {
        var spans = RichText.Find("@rina.test #gizi https://melati.example");
        spans.Select(span => (span.Kind, span.Value)).ShouldBe(
            [(SpanKind.Mention, "rina.test"), (SpanKind.Tag, "gizi"), (SpanKind.Link, "https://melati.example")]);
    }

    [Fact]
    public void Spans_of_any_text_lie_in_order_inside_it_and_never_overlap()
    {
        var pieces = Gen.Elements("https://a.example/é", "@rina.test", "#gizi", " ", "(", ")", "💉", "é", "\n", ".", "a@b.test", "#", "@");
        var texts = Gen.ListOf(pieces).Select(list => string.Concat(list));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var last = 0;
            foreach (var span in RichText.Find(text))
            {
                span.Start.ShouldBeGreaterThanOrEqualTo(last);
                span.End.ShouldBeGreaterThan(span.Start);
                last = span.End;
            }
            last.ShouldBeLessThanOrEqualTo(Encoding.UTF8.GetByteCount(text));
        }).QuickCheckThrowOnFailure();
    }
}
