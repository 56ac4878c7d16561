using System.Text;

namespace Pendopo.Tests.Doors;

/// <summary>Bodies that are no JSON, or JSON that nobody writes.</summary>
internal static class OddJson
{
    /// <summary>What no reader may take: each must be refused by 400 or 413.</summary>
    public static IReadOnlyList<(string Name, byte[] Body)> Broken { get; } =
    [
        .. Texts().Select(one => (one.Name, Encoding.UTF8.GetBytes(one.Text))),
        ("UTF-16", Encoding.Unicode.GetBytes("{}")),
        ("UTF-32", Encoding.UTF32.GetBytes("{}")),
        ("a lone byte of a sequence", [(byte)'{', (byte)'"', 0xC3, (byte)'"', (byte)':', (byte)'1', (byte)'}']),
        ("an overlong quote", [(byte)'{', 0xC0, 0xA2, (byte)'}']),
        ("an encoded surrogate", [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"']),
        ("beyond Unicode", [(byte)'"', 0xF5, 0x80, 0x80, 0x80, (byte)'"']),
        ("bytes of gzip", [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0]),
        ("nothing but zeros", new byte[64]),
    ];

    /// <summary>Values that stand where something else was asked for: as they are written in JSON.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        "null", "true", "0", "-1", "99", "1e2", "1.5", "2147483648", "9223372036854775808", "-0", "1e308", "\"\"", "\" \"", "\"x\"", "\"0\"", "\"99\"", "\"null\"", "[]", "{}", "[null]", "[[]]", "[{}]", "[1]", "[\"x\"]",
        "\"\\u0000\"", "\"a\\u0000b\"", "\"\\u202e\\u2066\"", "\"\\uFFFE\\uFFFF\"", "\"\\ud83d\\ude00\"", "\"'; DROP TABLE x; --\"", "\"../../etc/passwd\"", "\"<script>\"", "\"{{7*7}}\"", "\"%00\"", "\"%s%n\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"", "\"0001-01-01T00:00:00\"", "\"9999-12-31T23:59:59\"", "\"2026-02-30T00:00:00\"", "\"2026-03-05T09:00:00+07:00\"",
        "\"" + new string('x', 20_000) + "\"", "\"" + string.Concat(Enumerable.Repeat("a\\u0301", 3000)) + "\"", "[" + string.Join(',', Enumerable.Repeat("\"00000000-0000-0000-0000-000000000000\"", 2000)) + "]",
        "{\"$type\":\"System.Object\"}", "{\"__proto__\":{}}", "{\"$ref\":\"1\"}",
    ];

    private static IEnumerable<(string Name, string Text)> Texts()
    {
        foreach (var depth in new[] { 40, 10_000, 100_000 })
        {
            yield return ($"{depth} arrays deep", new string('[', depth) + new string(']', depth));
            yield return ($"{depth} arrays open", new string('[', depth));
            yield return ($"{depth} objects deep", string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));
        }
        foreach (var text in new[]
        {
            "", " ", "\0", "{", "}", "[", "{]", "{,}", "{\"text\"}", "{\"text\":}", "{\"text\":1,}", "{\"text\":\"x\",}", "{text:1}", "{'text':1}", "{\"text\":'x'}", "{} {}", "{}x", "{}\0", "// x\n{}", "{/*x*/}", "#{}",
            "{\"text\":NaN}", "{\"text\":Infinity}", "{\"text\":-Infinity}", "{\"text\":undefined}", "{\"text\":0x10}", "{\"text\":01}", "{\"text\":+1}", "{\"text\":.5}", "{\"text\":5.}", "{\"text\":1e}", "{\"text\":1e400x}",
            "{\"text\":\"\\ud800\"}", "{\"text\":\"\\udc00\\ud800\"}", "{\"\\ud800\":1}", "{\"text\":\"\\x41\"}", "{\"text\":\"\\u12\"}", "{\"text\":\"\n\"}", "{\"text\":\"\t\"}", "{\"text\":\"\u0001\"}", "{\"text\":\"x", "{\"text\":tru}", "{\"text\":nul}",
            "{\"text\":\"x\",\"text\":\"y\"}", "{\"text\":\"x\",\"Text\":\"y\"}", "{\"text\":\"x\",\"te\\u0078t\":\"y\"}", "{\"text\":\"x\",\"nobodyAsked\":1}", "{\"\":1}", "{\"__proto__\":{}}", "{\"$type\":\"System.Object\"}", "{\"$id\":\"1\"}",
            "[]", "[{}]", "[1,2", "1", "\"x\"", "true", "1e400", "-", "\"", "<xml/>", "text=x", "--x\r\n", "%7B%7D", "=cmd|' /C calc'!A0", "\uFEFF\uFEFF{}", "\u00A0{}", "\u2028{}",
        })
            yield return (text.Length > 40 ? text[..40] : text, text);
        yield return ("100,000 keys", "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"k{number}\":1")) + "}");
        yield return ("one key 100,000 times", "{" + string.Join(',', Enumerable.Repeat("\"text\":1", 100_000)) + "}");
        yield return ("a number of 100,000 digits", "{\"text\":" + new string('9', 100_000) + "}");
        yield return ("a key of 100,000 signs", "{\"" + new string('k', 100_000) + "\":1}");
    }
}
