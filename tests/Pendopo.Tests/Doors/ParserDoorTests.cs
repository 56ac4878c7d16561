using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Commands.Moving;
using Pendopo.Commands.Scanning;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Pictures;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Site;
using Pendopo.Testing;
using Pendopo.Tests.Platform.Files;
using HtmlPolicy = Pendopo.Fediverse.Html.HtmlPolicy;
using HtmlSanitizer = Pendopo.Fediverse.Html.HtmlSanitizer;

namespace Pendopo.Tests.Doors;

/// <summary>Every reader of what others send, given anything: it reads it or refuses it in its own way, asks for memory in proportion, and reads what it wrote.</summary>
[Trait(Series.Form, Series.Long)]
public sealed class ParserDoorTests
{
    private static readonly string[] Pieces =
    [
        "*", "_", "`", "#", ">", "-", "1.", "[", "]", "(", ")", "!", "|", "\n", "\n\n", "    ", "<", "</", "<b>", "&", "&#", "\\", "https://a.example", "javascript:", "www.a", "@a", "~~", "++", "^", "==", ":", "\"", "'", "x", "kata ", "😷", "\0", "\ud800", "\u202e", "\t", "\r",
        "| a | b |\n|---|---|\n", "```", "[x]: /y\n", "![a](/files/x)", "<!--", "]]>", "Senin ", "08.00", "03-2Thu", "2026-02-30", "t,date,count\n", "1,2026-01-01,5\n", ",", "NaN", "=1+1", "1e400", "\uFEFF", "+07:00", "Asia/Jakarta",
    ];

    private static Gen<string> Soup => Gen.Elements(Pieces).ListOf().Select(string.Concat);

    private static Config Many => Config.QuickThrowOnFailure.WithMaxTest(Series.Of("FUZZ", suite: 1500, nightly: 200_000)).WithEndSize(80);

    [Fact]
    public void Markdown_of_any_signs_becomes_clean_markup_that_cleaning_leaves_as_it_is() => Prop.ForAll(Soup.ToArbitrary(), text =>
    {
        var once = ArticleMarkup.Html(text);
        ArticleMarkup.Plain(text);
        return HtmlSanitizer.Clean(once, HtmlPolicy.Article).Value == once;
    }).Check(Many);

    [Theory]
    [InlineData("*")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("`")]
    [InlineData("_a")]
    [InlineData("<a ")]
    [InlineData("| ")]
    [InlineData("[x](")]
    [InlineData("**a")]
    [InlineData("~~a")]
    [InlineData("&")]
    [InlineData("https://a.example/(")]
    [InlineData("\\[")]
    [InlineData("1. ")]
    [InlineData("\n\n> - ")]
    public void Markdown_asks_for_memory_in_proportion_to_its_length(string piece)
    {
        var (small, large) = (Asked(piece, 4_000), Asked(piece, 32_000));
        // Eight times the signs: what grows with their square asks for sixty-four times.
        large.ShouldBeLessThan(Math.Max(small, 400_000) * 20, $"{small} and {large} bytes");
    }

    [Fact]
    public void No_picture_bytes_make_the_cleaner_throw_and_what_it_cleaned_stays_as_it_is()
    {
        var random = new Random(11);
        byte[][] whole = [PictureSamples.DirtyJpeg(), PictureSamples.DirtyPng(), PictureSamples.DirtyWebp(), PictureSamples.DirtyWebp(3, PictureSamples.LosslessWebp), PictureSamples.DirtyJpeg(5, PictureSamples.ProgressiveJpeg)];
        for (var round = 0; round < Series.Of("PICTURES", suite: 6000, nightly: 400_000); round++)
        {
            var picture = Damage(whole[round % whole.Length], random);
            var cleaned = PictureCleaner.Clean(picture, new PictureLimits());
            if (cleaned.Fault is null)
                PictureCleaner.Clean(cleaned.Bytes.Span, new PictureLimits()).Bytes.Span.SequenceEqual(cleaned.Bytes.Span).ShouldBeTrue($"round {round}");
        }
    }

    [Fact]
    public void No_bytes_make_the_sniffer_throw() => Prop.ForAll<byte[]>(bytes => FileType.Sniff((bytes ?? []).AsSpan(0, Math.Min(bytes?.Length ?? 0, FileType.HeadLength))) is null or { Mime.Length: > 3 }).Check(Many);

    [Fact]
    public void The_head_of_a_backup_is_read_or_refused_in_its_own_words()
    {
        var random = new Random(5);
        foreach (var json in Headers().Concat(Enumerable.Range(0, Series.Of("HEADERS", suite: 800, nightly: 50_000)).Select(_ => Scrambled(random))))
        {
            // With the right check sum, which anybody can make.
            var body = Encoding.UTF8.GetBytes(json);
            byte[] start = [.. "PENDOPO BACKUP\r\n"u8, 0, 1, .. BitConverter.GetBytes(body.Length).Reverse()];
            byte[] all = [.. start, .. body];
            try
            {
                var (header, _) = HeaderFormat.Read(new MemoryStream([.. all, .. SHA256.HashData(all)]));
                header.Slots.ShouldAllBe(slot => slot != null);
                BackupUnlock.ByCode("AAAA").FileKey(header with { Slots = [.. header.Slots.Select(slot => slot with { Iterations = Math.Min(slot.Iterations, 1) })] });
            }
            catch (BackupException)
            {
                // Refused in its own words.
            }
        }
        foreach (var length in Enumerable.Range(0, 60))
            Should.Throw<BackupException>(() => HeaderFormat.Read(new MemoryStream(RandomNumberGenerator.GetBytes(length))));
    }

    [Fact]
    public void Tables_of_counts_are_read_or_refused_with_their_line() => Prop.ForAll(Soup.ToArbitrary(), text =>
    {
        try
        {
            SeriesCsv.Read(new StringReader("t,date,count\n" + text), null);
        }
        catch (FormatException refused)
        {
            return refused.Message.Length > 10;
        }
        return true;
    }).Check(Many);

    [Fact]
    public void Codes_marks_rules_and_hours_are_read_or_are_none() => Prop.ForAll(Soup.ToArbitrary(), text =>
    {
        RecoveryCode.Parse(text);
        SlotWords.Read(text);
        HealthDayRule.Read(text);
        Devices.Describe(text);
        var safe = Preferences.Safe(text);
        var landing = Landing.After(text);
        return (PageMark.Read(text) is not { } mark || PageMark.Read($"{mark}") == mark) && IsLocal(safe) && IsLocal(landing);
    }).Check(Many);

    [Fact]
    public async Task Lines_are_cut_where_they_end_and_a_line_without_end_is_refused()
    {
        foreach (var (text, expected) in new[] { ("", Array.Empty<string>()), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]), (new string('x', 40_000) + "\ny\n", [new string('x', 40_000), "y"]) })
        {
            var (lines, read) = (new BoundedLines(new StringReader(text)), new List<string>());
            while (await lines.Next(default) is { } line)
                read.Add(line);
            read.ShouldBe(expected);
        }
        await Should.ThrowAsync<InvalidDataException>(() => new BoundedLines(new StringReader(new string('x', BoundedLines.Most + 20_000))).Next(default));
    }

    private static bool IsLocal(string address) => address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal) && !address.Any(char.IsControl)
        && new Uri(new Uri("https://melati.example"), address).Host == "melati.example";

    private static long Asked(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        var before = GC.GetAllocatedBytesForCurrentThread();
        ArticleMarkup.Html(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var picture = whole.ToList();
        for (var cut = random.Next(1, 6); cut > 0 && picture.Count > 40; cut--)
        {
            var at = random.Next(picture.Count - 20);
            switch (random.Next(5))
            {
                case 0: picture[at] = (byte)random.Next(256); break;
                case 1: picture[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0; break;
                case 2: picture.RemoveRange(at, random.Next(1, 16)); break;
                case 3: picture.InsertRange(at, picture.GetRange(random.Next(picture.Count - 16), random.Next(1, 16))); break;
                default: picture[at + 3] = picture[at + 2] = picture[at + 1] = picture[at] = 0xFF; break;
            }
        }
        return [.. picture];
    }

    private const string Header = """{"Id":"00000000-0000-0000-0000-000000000001","MadeAt":"2026-01-01T00:00:00Z","Program":"1","Schema":"x","Bytes":1,"Database":"Sqlite","Reason":"Nightly","Slots":[{"Kind":"code","Iterations":1,"Salt":"AA==","Wrapped":"AA=="}]}""";

    private static IEnumerable<string> Headers() =>
    [
        "null", "{}", "[]", "1", "\"x\"", Header, Header.Replace("\"AA==\"", "null", StringComparison.Ordinal), Header.Replace("[{", "[null,{", StringComparison.Ordinal), Header.Replace("[{\"Kind\":\"code\",\"Iterations\":1,\"Salt\":\"AA==\",\"Wrapped\":\"AA==\"}]", "null", StringComparison.Ordinal),
        Header.Replace("\"code\"", "null", StringComparison.Ordinal), Header.Replace("\"Iterations\":1", "\"Iterations\":2147483647", StringComparison.Ordinal), Header.Replace("\"Iterations\":1", "\"Iterations\":-1", StringComparison.Ordinal), Header.Replace("Sqlite", "99", StringComparison.Ordinal),
        new string('[', 30_000), Header.Replace("\"1\"", "null", StringComparison.Ordinal), Header.Replace("2026-01-01", "9999-99-99", StringComparison.Ordinal),
    ];

    private static string Scrambled(Random random)
    {
        var text = Header.ToCharArray();
        for (var change = random.Next(1, 5); change > 0; change--)
            text[random.Next(text.Length)] = "{}[]\",:0nul1e-A="[random.Next(16)];
        return new string(text);
    }
}
