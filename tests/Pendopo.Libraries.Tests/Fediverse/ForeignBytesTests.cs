using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Html;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Testing;

namespace Pendopo.Libraries.Tests.Fediverse;

/// <summary>Bytes that a stranger's server might send in the place of a document, a date, a header or markup: they are read or refused, never thrown
/// at, and cost no more than their length allows.</summary>
public sealed class ForeignBytesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);

    private static readonly string[] Good = [Peer.Note().ToJsonString(), Peer.Actor().ToJsonString(), Peer.Activity("Create", Peer.Note()).ToJsonString(), Peer.Activity("Follow", Peer.Clinic).ToJsonString()];

    private static readonly string[] Nasty =
    [
        "1e400", "-1e400", "1e-400", "-0", "123456789012345678901234567890", "0.1e+99999999", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\u202e\"", "null", "true", "[]", "{}", "[[[[[[[[]]]]]]]]",
        "\"2026-02-30T00:00:00Z\"", "\"0000-00-00T00:00:00Z\"", "\"9999-12-31T23:59:60Z\"", "\"2026-01-15T08:30:00+99:99\"", "\"10000-01-01T00:00:00Z\"", "\"-001-01-01\"", "\"https://a.example/\\n\"",
        "\"https://[::1\"", "\"https://a.example:99999/\"", "\"javascript:1\"", "\"" + new string('a', 5000) + "\"", "{\"@graph\":1}", "{\"id\":\"https://peer.example/1\",\"id\":\"https://evil.example/1\"}",
    ];

    public static TheoryData<string> Documents =>
    [
        "", " ", "{", "[", "]", "nul", "{\"a\":}", "{\"a\":1,}", "{'a':1}", "/* x */{}", "{} {}", "{}x", "\uFEFF{}", "{\"@context\":1}", "[{}]", "\"x\"", "1e400", "NaN", "Infinity",
        "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"@context\":\"x\"}", "{\"\\ud800\":1}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\u0001\"}", "{\"a\":01}", "{\"a\":.5}", "{\"a\":+1}",
    ];

    [Theory, MemberData(nameof(Documents))]
    public void What_is_no_document_is_refused(string text) => Peer.Open(text).Refusal.ShouldNotBeNull();

    [Theory]
    [InlineData("{\"a\":", "1", "}")]
    [InlineData("[", "1", "]")]
    public void Depth_ends_at_the_bound_and_costs_nothing_beyond(string open, string core, string close)
    {
        string Nested(int levels) => string.Concat(Enumerable.Repeat(open, levels)) + core + string.Concat(Enumerable.Repeat(close, levels));
        Peer.Open($"{{\"@context\":\"{ActivityDocument.Context}\",\"x\":{Nested(ActivityLimits.Depth - 2)}}}").Refusal.ShouldBeNull();
        Peer.Open($"{{\"@context\":\"{ActivityDocument.Context}\",\"x\":{Nested(ActivityLimits.Depth)}}}").Refusal.ShouldBe(DocumentRefusal.Malformed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Peer.Open(Nested(100_000)).Refusal.ShouldBe(DocumentRefusal.Malformed);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8_000_000);
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public void A_good_document_with_anything_in_it_is_read_or_refused()
    {
        var places = Gen.Choose(0, 1_000_000);
        Prop.ForAll(Gen.Elements(Good).ToArbitrary(), places.ListOf(4).ToArbitrary(), Gen.Elements(Nasty).ListOf(4).ToArbitrary(), (good, where, what) =>
        {
            var text = new StringBuilder(good);
            foreach (var (place, nasty) in where.Zip(what))
            {
                Put(text, place, nasty);
            }

            ReadAll(Encoding.UTF8.GetBytes(text.ToString()));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Series.Of("BYTES", suite: 1500, nightly: 200_000)));
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public void A_good_document_with_changed_bytes_is_read_or_refused() =>
        Prop.ForAll(Gen.Elements(Good).ToArbitrary(), Gen.Choose(0, 1_000_000).ListOf(6).ToArbitrary(), Gen.Choose(0, 255).ListOf(6).ToArbitrary(), (good, where, what) =>
        {
            var bytes = Encoding.UTF8.GetBytes(good);
            foreach (var (place, value) in where.Zip(what))
            {
                bytes[place % bytes.Length] = (byte)value;
            }

            ReadAll(bytes);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Series.Of("BYTES", suite: 1500, nightly: 200_000)));

    [Fact, Trait(Series.Form, Series.Long)]
    public void Markup_of_others_with_anything_in_it_is_cleaned_and_stays_clean()
    {
        var pieces = Gen.Elements("<p>", "</p>", "<a href=\"", "https://a.example", "\">", "</a>", "<", ">", "&#x", "&lt", "<!--", "-->", "<![CDATA[", "<svg>", "<math>", "<template>", "<script>", "</", "\0", "\"", "'", "é", "🙏", "\ud800", "javascript:", "on", "=x ", "<b><i>");
        Prop.ForAll(pieces.ListOf().Select(string.Concat).ToArbitrary(), html =>
        {
            var once = HtmlSanitizer.Clean(html, HtmlPolicy.Federated).Value;
            _ = HtmlText.From(once);
            return HtmlSanitizer.Clean(once, HtmlPolicy.Federated).Value == once && !once.Contains("<script", StringComparison.OrdinalIgnoreCase) && !once.Contains("javascript:", StringComparison.OrdinalIgnoreCase) | !once.Contains("href=\"javascript:", StringComparison.OrdinalIgnoreCase);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Series.Of("BYTES", suite: 1000, nightly: 100_000)).WithEndSize(40));
    }

    [Fact]
    public void Dates_of_headers_are_read_strictly_or_not()
    {
        foreach (var date in new[] { "", "x", "Thu, 15 Jan 2026 08:30:00 +0000", "Thu, 32 Jan 2026 08:30:00 GMT", "Fri, 15 Jan 2026 08:30:00 GMT", "Thu, 15 Jan 10000 08:30:00 GMT", "2026-01-15T08:30:00Z", "Thu, 15 Jan 2026 08:30:60 GMT", "1768465800", new string('9', 8000) })
        {
            InboundSignature.Read(SignatureTests.With(SignatureTests.Signed(SignatureScheme.Cavage), "Date", date), Now).Signature.ShouldBeNull(date);
        }
    }

    [Theory]
    [InlineData("<blockquote><ul>")]
    [InlineData("<blockquote><ul><li>")]
    [InlineData("<ul><p>")]
    [InlineData("<p><blockquote>a<ol>")]
    [InlineData("<table><tr><td><ul>")]
    public void Markup_nested_to_the_bound_and_beyond_stays_as_it_was_cleaned(string level)
    {
        foreach (var levels in Enumerable.Range(1, 40))
        {
            var once = HtmlSanitizer.Clean(string.Concat(Enumerable.Repeat(level, levels)) + "a<blockquote>b<ul>c<p>d", HtmlPolicy.Federated).Value;
            HtmlSanitizer.Clean(once, HtmlPolicy.Federated).Value.ShouldBe(once);
            var article = HtmlSanitizer.Clean(string.Concat(Enumerable.Repeat(level, levels)) + "a<blockquote>b<ul>c<p>d", HtmlPolicy.Article).Value;
            HtmlSanitizer.Clean(article, HtmlPolicy.Article).Value.ShouldBe(article);
        }
    }

    [Theory]
    [InlineData("https://pe\uFFFDr.example/users/bob")]
    [InlineData("https://xn--\u00e9.example/")]
    public void A_host_that_no_name_server_knows_is_no_address(string address)
    {
        WebAddress.IsWeb(address).ShouldBeFalse();
        InboundSignature.Read(SignatureTests.With(SignatureTests.Signed(SignatureScheme.Cavage), "Signature", $"keyId=\"{address}\",headers=\"(request-target) host date digest\",signature=\"AAAA\""), Now).Signature.ShouldBeNull();
    }

    [Fact]
    public void A_server_that_describes_itself_in_broken_text_is_not_read()
    {
        byte[] raw = [.. "{\"links\":[{\"rel\":\"http://nodeinfo.diaspora.software/ns/schema/2.1"u8, 0xEF, .. "\",\"href\":\"https://peer.example/nodeinfo/2.1\"}]}"u8];
        NodeInfo.AddressIn(raw, "https://peer.example/").ShouldBeNull();
        NodeInfo.AddressIn("{\"links\":[{\"rel\":\"\\ud800\",\"href\":\"https://peer.example/nodeinfo/2.1\"}]}"u8, "https://peer.example/").ShouldBeNull();
        NodeInfo.Read("{\"software\":{\"name\":\"\\udc00\"}}"u8).ShouldBeNull();
        WebFinger.Read("{\"subject\":\"acct:\\ud800@peer.example\"}"u8).ShouldBeNull();
    }

    private static void Put(StringBuilder text, int place, string nasty)
    {
        // In the place of a value: after a colon or a comma, so that most of it stays a document.
        var colons = Enumerable.Range(0, text.Length).Where(i => text[i] is ':' or ',').ToList();
        if (colons.Count == 0)
        {
            return;
        }

        var at = colons[place % colons.Count] + 1;
        text.Insert(at, place % 3 == 0 ? nasty : nasty + ",\"x" + place + "\":");
    }

    private static void ReadAll(byte[] bytes)
    {
        var document = ActivityDocument.Open(bytes);
        if (document.Refusal is null)
        {
            var root = document.Root;
            root.ValueKind.ShouldBe(JsonValueKind.Object);
            _ = (Actor.Read(root), PostReader.Read(root), Activity.Read(root), Collections.Read(root));
        }

        _ = (WebFinger.Read(bytes), NodeInfo.Read(bytes), NodeInfo.AddressIn(bytes, "https://peer.example/"));
    }
}
