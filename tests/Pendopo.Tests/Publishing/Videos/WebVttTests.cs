using FsCheck;
using FsCheck.Fluent;
using Pendopo.Publishing.Videos;

namespace Pendopo.Tests.Publishing.Videos;

public sealed class WebVttTests
{
    [Fact]
    public void Captions_are_read_and_written_with_nothing_but_their_cues()
    {
        const string Said = "\uFEFFWEBVTT - Oralit\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { background: url(https://evil.example/) }\r\n\r\nNOTE dari Bu Sari\r\n\r\n1\r\n00:01.000 --> 00:04.5 align:start position:10%\r\n<v Ayu>Larutkan</v> <b>satu</b> bungkus &amp; aduk.\r\n\r\n01:00:05.000 --> 01:00:06.000\r\nDua baris\r\ndi sini\r\n";
        var read = WebVtt.Of(Said);
        read.Faults.ShouldBeEmpty();
        read.Write().ShouldBe("WEBVTT\n\n00:00:01.000 --> 00:00:04.500\nLarutkan satu bungkus &amp; aduk.\n\n01:00:05.000 --> 01:00:06.000\nDua baris\ndi sini\n");
        read.Spoken().ShouldBe("Larutkan satu bungkus & aduk.\nDua baris di sini");
    }

    [Fact]
    public void SRT_and_times_without_thousandths_are_taken_too()
    {
        var read = WebVtt.Of("1\n00:00:01,250 --> 00:00:02,000\nSatu\n\n2\n0:03 --> 0:05\nDua");
        read.Faults.ShouldBeEmpty();
        read.Cues.Select(cue => (cue.From.TotalSeconds, cue.To.TotalSeconds, cue.Text)).ShouldBe([(1.25, 2, "Satu"), (3, 5, "Dua")]);
    }

    [Theory]
    [InlineData("Halo semua", "CaptionsNoTime", 1)]
    [InlineData("WEBVTT\n\n00:05.000 --> 00:04.000\nHalo", "CaptionsEndFirst", 3)]
    [InlineData("WEBVTT\n\n00:05.000 --> 00:06.000\nHalo\n\n00:01.000 --> 00:02.000\nLagi", "CaptionsOrder", 6)]
    [InlineData("WEBVTT\n\n00:05.000 --> 00:06.000\n<i></i>", "CaptionsEmpty", 3)]
    [InlineData("WEBVTT\n\n00:75.000 --> 00:76.000\nHalo", "CaptionsNoTime", 3)]
    [InlineData("WEBVTT\n\n00:05.000 -> 00:06.000\nHalo", "CaptionsNoTime", 3)]
    public void What_is_wrong_is_told_by_its_line(string said, string code, int line) => WebVtt.Of(said).Faults.ShouldBe([new(line, code)]);

    [Fact]
    public void Nothing_and_a_bare_head_are_captions_without_cues()
    {
        foreach (var said in new[] { "", "WEBVTT", "\n\n", "NOTE kosong" })
            (WebVtt.Of(said).Cues.Count, WebVtt.Of(said).Faults.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void What_is_written_is_read_back_the_same_and_holds_no_mark() => Prop.ForAll<string>(text =>
    {
        var read = WebVtt.Of($"WEBVTT\n\n00:01.000 --> 00:02.000\n{(text ?? "").ReplaceLineEndings(" ")}\n\n{text}");
        var again = WebVtt.Of(read.Write());
        return again.Faults.Count == 0 && again.Cues.SequenceEqual(read.Cues) && !read.Write().Replace("-->", "", StringComparison.Ordinal).Contains('<', StringComparison.Ordinal);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
