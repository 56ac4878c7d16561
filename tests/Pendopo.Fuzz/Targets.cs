using System.Text;
using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Html;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Files.Pictures;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Site;
using Pendopo.Tests.Platform.Files;

namespace Pendopo.Fuzz;

/// <summary>A reader of what strangers send.</summary>
/// <param name="Read">Reads the input; null when it did as it should, also when it refused, else what it did wrong.</param>
/// <param name="Seeds">Inputs to begin with.</param>
/// <param name="Words">Pieces that the reader knows.</param>
internal sealed record Target(string Name, Func<byte[], string?> Read, IReadOnlyList<byte[]> Seeds, IReadOnlyList<string> Words);

internal static class Targets
{
    private const string Host = "pendopo.example";
    private const string Inbox = $"https://{Host}/inbox";

    /// <summary>The parts of the program whose way is followed, beside the library of the fediverse and the reader of markdown.</summary>
    public static readonly string[] Rooms = ["Pendopo.Platform.Files", "Pendopo.Publishing.Site", "Pendopo.Publishing.Calendar"];

    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);
    private static readonly SigningKey Key = SigningKey.Generate("https://peer.example/users/bob#main-key");
    private static readonly PublicKey Public = PublicKey.TryRead(Key.PublicKeyPem)!;

    public static IReadOnlyList<Target> All =>
    [
        new("signatures", Signature, [Signed(SignatureScheme.Cavage), Signed(SignatureScheme.MessageSignatures)],
            ["keyId=", "signature=", "headers=", "\"(request-target) host date digest\"", "created=", "expires=", "algorithm=", "hs2019", "sig1=", "sig1=(", "\"@method\"", "\"@target-uri\"", "\"content-digest\"", ";keyid=", ";alg=", ";tag=", "Signature: ", "Signature-Input: ", "Digest: ", "Content-Digest: ", "sha-256=:", "SHA-256=", "\n", ":", "1768465800"]),
        new("activities", Activities, Documents, ["\"@context\"", "\"id\":", "\"type\":", "\"actor\":", "\"object\":", "\"to\":", "\"tag\":[{", "\"Mention\"", "\"Create\"", "\"Question\"", "\"oneOf\":[", "\"attachment\":[", "\"publicKey\":{", "\"published\":\"2026-02-30T00:00:00Z\"", "\\ud800", "\\u0000", "1e400", "null", "[]", "{}", "https://[::1", "\"items\":[", "\"links\":[", "\"rel\":\"self\"", "\"contentMap\":{"]),
        new("markup of others", Markup, Bytes("<p>Halo <a href=\"https://a.example\" rel=\"me\">x</a></p>", "<span class=\"invisible\">https://</span><blockquote><ul><li>a</li></ul></blockquote>", "<svg><math><mtext><table><mglyph><style><!--</style>"), Html),
        new("markdown", Markdown, Bytes("# A\n\n* b\n* c\n\n[d](https://e.example \"f\") ![g](/files/h) `i` **j**\n\n> k\n\n| l | m |\n|---|---|\n| n | o |\n", "1. a\n   - b\n\n```\nc\n```\n\n[x]: /y\n\nwww.a.example <b>d</b> ~~e~~"),
            [.. Html, "*", "**", "_", "`", "```", "~~", "# ", "- ", "1. ", "> ", "[", "](", "![", "| ", "|---|", "\n", "\n\n", "    ", "[x]: /y\n", "https://a.example", "\\"]),
        new("pictures", Picture, [PictureSamples.DirtyJpeg(), PictureSamples.DirtyPng(), PictureSamples.DirtyWebp(), PictureSamples.DirtyWebp(3, PictureSamples.LosslessWebp), PictureSamples.DirtyJpeg(5, PictureSamples.ProgressiveJpeg)],
            ["Exif\0\0", "II*\0", "MM\0*", "IHDR", "IDAT", "IEND", "eXIf", "tEXt", "iCCP", "acTL", "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "EXIF", "XMP ", "RIFF", "WEBP", "\0\0\0\0", "ÿÿ"]),
        new("hours and days", Hours, Bytes("Senin 08.00 12.30\nKamis 16.00", "Mon 08:00", "11-12", "08-01/08-07", "03-2Thu", "09-LSun", "2026-11-12"), ["Senin ", "Minggu ", "Sun ", "08.00", "24:00", "23.59", "-", "/", "L", "02-29", "2026-", "00", "\n", ",", "9999-12-31"]),
        new("zones", Zone, Bytes("Asia/Jakarta", "Europe/Berlin", "America/St_Johns", "UTC"), ["../", "/", "Etc/", "GMT+", "posix/", "right/", "\0", "Asia/", "localtime", "UTC", "+07:00", " "]),
    ];

    private static readonly string[] Html = ["<", ">", "</", "<a href=\"", "<b>", "<p>", "<svg>", "<math>", "<style>", "<template>", "<noscript>", "<!--", "-->", "<![CDATA[", "]]>", "&#x", "&lt;", "\" onclick=\"", "javascript:", "data:", "\0", "\t", "'", "=", "/>"];

    private static byte[][] Documents => Bytes(
        """{"@context":["https://www.w3.org/ns/activitystreams"],"id":"https://peer.example/users/bob","type":"Person","preferredUsername":"bob","name":"Bob","summary":"<p>halo</p>","inbox":"https://peer.example/inbox","followers":"https://peer.example/f","endpoints":{"sharedInbox":"https://peer.example/inbox"},"publicKey":{"id":"https://peer.example/users/bob#main-key","owner":"https://peer.example/users/bob","publicKeyPem":"PEM"},"attachment":[{"type":"PropertyValue","name":"a","value":"b"}],"alsoKnownAs":["https://a.example/b"]}""",
        """{"@context":"https://www.w3.org/ns/activitystreams","id":"https://peer.example/a/1","type":"Create","actor":"https://peer.example/users/bob","object":{"id":"https://peer.example/n/1","type":"Note","attributedTo":"https://peer.example/users/bob","content":"<p>x</p>","contentMap":{"id":"<p>x</p>"},"to":"as:Public","cc":["https://peer.example/f"],"published":"2026-01-15T08:30:00Z","tag":[{"type":"Mention","href":"https://pendopo.example/users/klinik","name":"@klinik@pendopo.example"}],"attachment":[{"type":"Document","mediaType":"image/png","url":"https://peer.example/1.png","name":"x"}]}}""",
        """{"@context":"https://www.w3.org/ns/activitystreams","id":"https://peer.example/q","type":"Question","attributedTo":"https://peer.example/users/bob","content":"?","oneOf":[{"type":"Note","name":"a","replies":{"type":"Collection","totalItems":1}}],"endTime":"2026-01-15T08:30:00Z"}""",
        """{"@context":"https://www.w3.org/ns/activitystreams","id":"https://peer.example/o","type":"OrderedCollectionPage","next":"https://peer.example/o?2","orderedItems":["https://peer.example/1",{"id":"https://peer.example/2"}]}""",
        """{"subject":"acct:bob@peer.example","aliases":["https://peer.example/@bob"],"links":[{"rel":"self","type":"application/activity+json","href":"https://peer.example/users/bob"},{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.1","href":"https://peer.example/nodeinfo/2.1"}]}""",
        """{"version":"2.1","software":{"name":"mastodon","version":"4.3"},"protocols":["activitypub"],"usage":{"users":{"total":3},"localPosts":2},"openRegistrations":true,"metadata":{}}""");

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static byte[] Signed(SignatureScheme scheme)
    {
        var request = new RequestDescription("POST", Inbox, [new("Host", Host), new("Content-Type", "application/activity+json")], "{}"u8.ToArray());
        var lines = RequestSigner.Sign(request, scheme, Key, Now).Select(header => $"{header.Key}: {header.Value}");
        var text = string.Join('\n', [$"Host: {Host}", .. lines]);
        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Nobody can change a line of what is signed and be believed; what is not signed, or means the same, is left aside.</summary>
    private static string? Signature(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var headers = text.Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2).Select(parts => KeyValuePair.Create(parts[0], parts[1])).ToList();
        var signature = InboundSignature.Read(new("POST", Inbox, headers, "{}"u8.ToArray()), Now).Signature;
        // The same request to another inbox, and with another body: a signature that holds for either was not of this one.
        var elsewhere = InboundSignature.Read(new("POST", Inbox + "2", headers, "{}"u8.ToArray()), Now).Signature;
        var other = InboundSignature.Read(new("POST", Inbox, headers, "[]"u8.ToArray()), Now).Signature;
        signature?.IsBy(Public);
        return elsewhere?.IsBy(Public) == true ? "believed at another address" : other?.IsBy(Public) == true ? "believed with another body" : null;
    }

    private static string? Activities(byte[] input)
    {
        var document = ActivityDocument.Open(input);
        if (document.Refusal is null)
            _ = (Actor.Read(document.Root), PostReader.Read(document.Root), Activity.Read(document.Root), Collections.Read(document.Root));
        _ = (WebFinger.Read(input), NodeInfo.Read(input), NodeInfo.AddressIn(input, "https://peer.example/"));
        return null;
    }

    private static string? Markup(byte[] input)
    {
        var html = Encoding.UTF8.GetString(input);
        foreach (var policy in (HtmlPolicy[])[HtmlPolicy.Federated, HtmlPolicy.Article, HtmlPolicy.Mail])
        {
            var once = HtmlSanitizer.Clean(html, policy).Value;
            _ = HtmlText.From(once);
            if (HtmlSanitizer.Clean(once, policy).Value != once)
                return "cleaning what is clean changes it";
            if (once.Contains("<script", StringComparison.OrdinalIgnoreCase) || once.Contains("<style", StringComparison.OrdinalIgnoreCase) || once.Contains("href=\"javascript", StringComparison.OrdinalIgnoreCase))
                return "something that runs went through";
        }
        return null;
    }

    private static string? Markdown(byte[] input)
    {
        var once = ArticleMarkup.Html(Encoding.UTF8.GetString(input));
        ArticleMarkup.Plain(Encoding.UTF8.GetString(input));
        return HtmlSanitizer.Clean(once, HtmlPolicy.Article).Value == once ? null : "its markup is not clean";
    }

    private static string? Picture(byte[] input)
    {
        var cleaned = PictureCleaner.Clean(input, new PictureLimits());
        if (cleaned.Fault is not null)
            return null;
        return PictureCleaner.Clean(cleaned.Bytes.Span, new PictureLimits()).Bytes.Span.SequenceEqual(cleaned.Bytes.Span) ? null : "cleaning what is clean changes it";
    }

    private static string? Hours(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (SlotWords.Read(text) is { } slots && !SlotWords.Read(SlotWords.Write(slots))!.ToHashSet().SetEquals(slots))
            return "hours are not read as they are written";
        if (HealthDayRule.Read(text) is { } rule && Enumerable.Range(1, 40).Any(year => rule.In(2000 + year) is { } days && days.First > days.Last))
            return "a day ends before it begins";
        return null;
    }

    /// <summary>What is taken for a zone can be computed with, whatever it is.</summary>
    private static string? Zone(byte[] input)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Encoding.UTF8.GetString(input), out var zone))
            return null;
        var slots = Enum.GetValues<DayOfWeek>().Select(day => new WeekSlot(day, new TimeOnly(2, 30))).ToList();
        var coming = QueueGaps.Coming(slots, zone, Now).Take(400).ToList();
        return coming.Zip(coming.Skip(1)).All(pair => pair.First < pair.Second) ? null : "hours do not come one after the other";
    }
}
