using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Imports;
using Pendopo.Testing;

namespace Pendopo.Tests.Publishing.Imports;

/// <summary>Files of elsewhere: read as they are meant, refused in words, never believed.</summary>
public sealed class ImportReadingTests
{
    private const long Most = 64 << 20;

    [Fact]
    public void Cells_hold_dividers_quotation_marks_and_lines_and_rows_know_where_they_begin()
    {
        var rows = CsvRows.Read("a;b\r\n\"x;\"\"y\"\"\nz\";2\n\n ; \nc;d;").ToList();
        rows.Select(row => row.Line).ShouldBe([1, 2, 6]);
        rows[1].Cells.ShouldBe(["x;\"y\"\nz", "2"]);
        rows[2].Cells.ShouldBe(["c", "d", ""]);
        var odd = CsvRows.Read("a,b\n\"open,2\nx,3\n\"y\",4").ToList();
        odd.Select(row => (row.Line, row.Whole)).ShouldBe([(1, true), (2, false), (3, true), (4, true)]);
        odd[1].Cells.ShouldBe(["\"open", "2"]);
    }

    [Fact]
    public void Old_and_new_spreadsheets_write_letters_in_their_own_ways()
    {
        CsvRows.Decode([0xEF, 0xBB, 0xBF, .. "é"u8]).ShouldBe("é");
        CsvRows.Decode([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("é")]).ShouldBe("é");
        CsvRows.Decode([0xE9]).ShouldBe("é");
    }

    [Fact]
    public void Any_cells_that_are_written_are_read_back() => Prop.ForAll(Gen.Elements("a", ",", ";", "\"", "\n", " ", "=1", "é", "").ListOf().Select(string.Concat).ListOf(3).ListOf().ToArbitrary(), table =>
    {
        var rows = table.Select(row => row.Select(cell => cell + "x").ToList()).ToList();
        var text = "one,two,three\n" + string.Join('\n', rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
        return CsvRows.Read(text).Skip(1).Select(row => row.Cells.ToList()).Zip(rows).All(pair => pair.First.SequenceEqual(pair.Second)) && CsvRows.Read(text).Count() == rows.Count + 1;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Series.Of("FUZZ", suite: 300, nightly: 20_000)));

    [Theory]
    [InlineData("2026-03-05", "2026-03-05")]
    [InlineData("5/3/2026", "2026-03-05")]
    [InlineData("5 Maret 2026", "2026-03-05")]
    [InlineData("5 March 2026", "2026-03-05")]
    [InlineData("31/2/2026", null)]
    [InlineData("besok", null)]
    public void A_day_is_read_as_spreadsheets_here_write_it(string text, string? day) =>
        PlanColumns.Day(text).ShouldBe(day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Wordpress_gives_its_posts_and_keeps_pages_menus_and_its_bin()
    {
        var found = FeedFile.Read(File("""
            <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Blog</title>
            <item><title>Cegah DBD</title><link>https://lama.example/dbd</link><pubDate>Thu, 05 Mar 2020 02:00:00 +0000</pubDate>
              <content:encoded><![CDATA[<h2>Kuras</h2><p>Kuras <strong>bak</strong> &amp; <a href="https://who.int/a">tutup</a>.<script>x()</script></p><ul><li>satu</li><li>dua</li></ul><img src="a.jpg">]]></content:encoded>
              <excerpt:encoded><![CDATA[Tiga langkah.]]></excerpt:encoded><category domain="category">Demam berdarah</category><category domain="post_tag">x</category><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>
            <item><title>logo</title><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status></item>
            <item><title>lama</title><wp:post_type>post</wp:post_type><wp:status>trash</wp:status></item></channel></rss>
            """));
        var post = found.ShouldHaveSingleItem();
        post.Title.ShouldBe("Cegah DBD");
        post.Text.ShouldBe("## Kuras\n\nKuras **bak** & [tutup](https://who.int/a).\n\n- satu\n- dua");
        (post.Summary, post.Topic, post.Url, post.Pictures).ShouldBe(("Tiga langkah.", "Demam berdarah", "https://lama.example/dbd", 1));
        post.At.ShouldBe(new DateTimeOffset(2020, 3, 5, 2, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Atom_is_read_with_its_own_link_and_markup()
    {
        var post = FeedFile.Read(File("""
            <feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A &amp;amp; B</title><link rel="self" href="https://x/self"/><link href="https://x/1"/><updated>2024-01-02T03:04:05Z</updated>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Satu</p><p>Dua</p></div></content></entry></feed>
            """)).ShouldHaveSingleItem();
        (post.Title, post.Url, post.Text).ShouldBe(("A & B", "https://x/1", "Satu\n\nDua"));
    }

    [Fact]
    public void Facebook_words_come_back_as_they_were_written()
    {
        var mangled = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("Ayo 💪 – é"));
        var json = System.Text.Json.JsonSerializer.Serialize(new object[]
        {
            new { timestamp = 1583373600, data = new object[] { new { post = mangled } }, attachments = new[] { new { data = new object[] { new { media = new { uri = "a.jpg" } } } } } },
            new { timestamp = 1583373601, title = "changed its picture" },
        });
        var post = FacebookFile.Read(Zip(("your_facebook_activity/posts/profile_posts_1.json", Encoding.UTF8.GetBytes(json)), ("messages/inbox/1.json", "[1]"u8.ToArray()))).ShouldHaveSingleItem();
        (post.Text, post.Pictures, post.At).ShouldBe(("Ayo 💪 – é", 1, DateTimeOffset.FromUnixTimeSeconds(1583373600)));
        FacebookFile.Repaired("é biasa").ShouldBe("é biasa");
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "laughs", """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><title>&c;</title></item></channel></rss>""" },
        { "outside", """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>""" },
        { "elsewhere", """<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd"><rss><channel><item><title>t</title></item></channel></rss>""" },
        { "cut", "<rss><channel><item><title>half" },
        { "nested", "<rss><channel><item><title>a<b>c</b></title></item></channel></rss>" },
        { "other", "<html><item><title>t</title></item></html>" },
        { "none", "no markup at all" },
        { "nothing", "" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_and_broken_markup_is_refused_in_words(string name, string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<UnreadableException>(() => FeedFile.Read(File(text)), name).Key.ShouldBeOneOf("XmlUnclear", "NoFeed");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20, name);
    }

    [Fact]
    public void Markup_as_deep_as_a_well_is_read_without_falling_in()
    {
        var deep = string.Concat(Enumerable.Repeat("<div><b>", 20_000)) + "dasar";
        FeedFile.Read(File($"<rss><channel><item><title>t</title><description><![CDATA[{deep}]]></description></item></channel></rss>")).Single().Text.ShouldContain("dasar");
        Should.NotThrow(() => FeedFile.Read(File("<rss><channel><item>" + string.Concat(Enumerable.Repeat("<x>", 50_000)) + string.Concat(Enumerable.Repeat("</x>", 50_000)) + "</item></channel></rss>")));
    }

    [Fact]
    public void A_zip_that_unpacks_to_very_much_is_refused_before_it_is_unpacked()
    {
        var bomb = Zip(("posts/your_posts_1.json", new byte[200 << 20]));
        bomb.Length.ShouldBeLessThan(1 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<UnreadableException>(() => FacebookFile.Read(bomb)).Key.ShouldBe("ZipTooLarge");
        // What was unpacked until then, and the room that its buffer grew through.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 * Most);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("PK\u0003\u0004 cut")]
    public void What_is_no_zip_is_refused_in_words(string text) => Should.Throw<UnreadableException>(() => FacebookFile.Read(File(text))).Key.ShouldBe("ZipUnclear");

    [Theory]
    [InlineData("{}")]
    [InlineData("[1,null,\"x\",[],{}]")]
    [InlineData("[{\"data\":[{\"post\":5}],\"timestamp\":1e400},{\"data\":{\"post\":\"x\"}},{\"attachments\":[{\"data\":[1]}]}]")]
    public void Odd_json_in_a_zip_gives_nothing_and_breaks_nothing(string json) => FacebookFile.Read(Zip(("posts/posts_1.json", Encoding.UTF8.GetBytes(json)))).ShouldBeEmpty();

    internal static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));

    internal static MemoryStream Zip(params (string Name, byte[] Bytes)[] entries)
    {
        var kept = new MemoryStream();
        using (var zip = new ZipArchive(kept, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        kept.Position = 0;
        return kept;
    }
}
