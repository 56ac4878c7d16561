using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Pendopo.Publishing.Imports;

/// <summary>Reads what Facebook gives the owner of a page (Settings, Download your information, JSON): a zip with files of posts. Nothing is unpacked to disk,
/// and what a file says of its own size is not believed.</summary>
internal static class FacebookFile
{
    private const int MostEntries = 50_000, MostFiles = 50;

    // What a page writes in years; a zip of a few kilobytes can claim terabytes.
    private const long MostUnpacked = 64L << 20;

    public static IReadOnlyList<FoundPost> Read(Stream file)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            if (zip.Entries.Count > MostEntries)
                throw new UnreadableException("ZipTooLarge");
            var files = zip.Entries.Where(entry => IsPosts(entry.FullName)).OrderBy(entry => entry.FullName, StringComparer.Ordinal).Take(MostFiles).ToList();
            if (files.Count == 0)
                throw new UnreadableException("NoFacebookPosts");
            var (found, left) = (new List<FoundPost>(), MostUnpacked);
            foreach (var entry in files)
            {
                var bytes = Unpack(entry, ref left);
                using var json = JsonDocument.Parse(bytes);
                if (json.RootElement.ValueKind == JsonValueKind.Array)
                    found.AddRange(json.RootElement.EnumerateArray().Select(Post).OfType<FoundPost>().Take(ImportFile.MostRows + 1 - Math.Min(found.Count, ImportFile.MostRows)));
            }
            return found;
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException or InvalidOperationException)
        {
            throw new UnreadableException("ZipUnclear");
        }
    }

    private static bool IsPosts(string name) => name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && (name.Contains("/posts/", StringComparison.OrdinalIgnoreCase) || name.StartsWith("posts/", StringComparison.OrdinalIgnoreCase))
        && Path.GetFileName(name).Contains("posts", StringComparison.OrdinalIgnoreCase);

    private static byte[] Unpack(ZipArchiveEntry entry, ref long left)
    {
        using var content = entry.Open();
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = content.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if ((left -= read) < 0)
                throw new UnreadableException("ZipTooLarge");
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }

    // {"timestamp": 1, "data": [{"post": "words"}], "title": "…", "attachments": [{"data": [{"media": {…}}, {"external_context": {"url": "…"}}]}]}
    private static FoundPost? Post(JsonElement post)
    {
        if (post.ValueKind != JsonValueKind.Object)
            return null;
        var words = Items(post, "data").Select(part => Text(part, "post")).FirstOrDefault(text => text.Length > 0) ?? "";
        var parts = Items(post, "attachments").SelectMany(attachment => Items(attachment, "data")).ToList();
        var pictures = parts.Count(part => part.ValueKind == JsonValueKind.Object && part.TryGetProperty("media", out _));
        var link = parts.Select(part => part.ValueKind == JsonValueKind.Object && part.TryGetProperty("external_context", out var context) ? Text(context, "url") : "").FirstOrDefault(url => url.Length > 0) ?? "";
        if (words.Length == 0)
            return null;
        var at = post.TryGetProperty("timestamp", out var stamp) && stamp.ValueKind == JsonValueKind.Number && stamp.TryGetInt64(out var seconds) && seconds is > 0 and < 10_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : (DateTimeOffset?)null;
        return new("", "", words, "", link, at, pictures);
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? Repaired(text.GetString()!) : "";

    // Facebook writes every byte of UTF-8 as a sign of its own; read as bytes it becomes words again. What was written rightly stays.
    internal static string Repaired(string text)
    {
        if (text.All(char.IsAscii) || text.Any(sign => sign > 'ÿ'))
            return text;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(text));
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }
}
