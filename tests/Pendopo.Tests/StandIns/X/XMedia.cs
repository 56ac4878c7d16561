using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.X;

/// <summary>Pictures and videos on their way: begun, appended in numbered parts of any order, finished, made ready in their own time.</summary>
internal sealed class XMedia(XStandIn x)
{
    public const int MostImageBytes = 5 << 20, MostGifBytes = 15 << 20, MostVideoBytes = 512 << 20, LongestAlt = 1000, LastSegment = 999;

    public sealed class Upload(string id, string type, string category, long size, DateTimeOffset at)
    {
        public string Id => id;

        public string Type => type;

        public string Category => category;

        public long Size => size;

        public DateTimeOffset At => at;

        public SortedDictionary<int, byte[]> Segments { get; } = [];

        /// <summary>Segments that came more than once.</summary>
        public int Repeated { get; set; }

        public bool Finished { get; set; }

        public int Looks { get; set; }

        /// <summary>pending, in_progress, succeeded, failed; null where nothing is made ready.</summary>
        public string? State { get; set; }

        public string Alt { get; set; } = "";

        /// <summary>Its captions: the number of their upload, the language and what people call it.</summary>
        public (string Upload, string Language, string Name)? Captions { get; set; }

        public bool Posted { get; set; }

        public byte[] Bytes => [.. Segments.Values.SelectMany(part => part)];

        public bool IsVideo => category == "tweet_video";

        public bool Ready => Finished && State is null or "succeeded";
    }

    public ConcurrentDictionary<string, Upload> Uploads { get; } = new();

    /// <summary>The next videos end as failed.</summary>
    public bool Fails { get; set; }

    /// <summary>Seconds until the next look, as the network asks for them.</summary>
    public int CheckAfter { get; set; } = 5;

    public WireReply? Serve(WireCall call) => (call.Method, call.Path) switch
    {
        ("POST", ["2", "media", "upload", "initialize"]) => Begin(call),
        ("POST", ["2", "media", "upload", var id, "append"]) => Of(id, upload => Append(call, upload)),
        ("POST", ["2", "media", "upload", var id, "finalize"]) => Of(id, Finish),
        ("GET", ["2", "media", "upload"]) => Of(call["media_id"], Look),
        ("POST", ["2", "media", "subtitles"]) => Of(call.Json?["id"]?.ToString() ?? "", upload => Caption(call, upload)),
        ("POST", ["2", "media", "metadata"]) => Of(call.Json?["id"]?.ToString() ?? "", upload => Describe(call, upload)),
        _ => null,
    };

    /// <summary>Why a post may not carry these; null when it may.</summary>
    public string? Unfit(IReadOnlyList<string> ids)
    {
        var found = ids.Select(id => Uploads.GetValueOrDefault(id)).ToList();
        if (found.Any(upload => upload is null || Ended(upload) || !upload.Ready))
            return "Your media IDs are invalid.";
        var moving = found.Count(upload => upload!.Category is "tweet_video" or "tweet_gif");
        return found.Count > 4 || (moving > 0 && found.Count > 1) ? "You may attach up to 4 photos, or 1 animated GIF, or 1 video." : null;
    }

    private bool Ended(Upload upload) => upload.At + x.Facts.MediaLife < x.Now;

    private WireReply Of(string id, Func<Upload, WireReply> then) =>
        Uploads.TryGetValue(id, out var upload) && !Ended(upload) ? then(upload) : XAnswers.Problem(404, "Not Found Error", $"Could not find media with id: [{id}].", "https://api.twitter.com/2/problems/resource-not-found");

    private WireReply Begin(WireCall call)
    {
        var (type, category) = (call.Json?["media_type"]?.ToString() ?? "", call.Json?["media_category"]?.ToString() ?? "");
        var size = call.Json?["total_bytes"]?.GetValue<long>() ?? 0;
        var most = category switch { "tweet_image" => MostImageBytes, "tweet_gif" => MostGifBytes, "tweet_video" => MostVideoBytes, "subtitles" => 1 << 20, _ => 0 };
        if (most == 0 || size <= 0 || type.Length == 0)
            return XAnswers.Invalid("media_type, media_category and total_bytes are required.");
        if (size > most)
            return XAnswers.Invalid($"media size exceeds the limit of {most} bytes for {category}.");
        var upload = new Upload(x.NextId(), type, category, size, x.Now);
        Uploads[upload.Id] = upload;
        return XAnswers.Data(Told(upload));
    }

    private static WireReply Append(WireCall call, Upload upload)
    {
        var part = call.Files.GetValueOrDefault("media");
        if (upload.Finished || part is null || !int.TryParse(call["segment_index"], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index > LastSegment)
            return XAnswers.Invalid("segment_index must be a number from 0 to 999, and media its bytes.");
        upload.Repeated += upload.Segments.ContainsKey(index) ? 1 : 0;
        upload.Segments[index] = part;
        return XAnswers.Data(new JsonObject { ["expires_at"] = upload.At.AddHours(24).ToUnixTimeSeconds() });
    }

    private WireReply Finish(Upload upload)
    {
        if (upload.Bytes.LongLength != upload.Size || !upload.Segments.Keys.SequenceEqual(Enumerable.Range(0, upload.Segments.Count)))
            return XAnswers.Invalid($"Segments do not add up to provided total file size: {upload.Bytes.LongLength} of {upload.Size} bytes.");
        upload.Finished = true;
        if (upload.IsVideo || x.Facts.PicturesAreMadeReady)
            upload.State ??= "pending";
        return XAnswers.Data(Told(upload));
    }

    private WireReply Look(Upload upload)
    {
        if (upload.State is "pending" or "in_progress")
            upload.State = ++upload.Looks < x.Facts.LooksUntilReady ? "in_progress" : Fails ? "failed" : "succeeded";
        return XAnswers.Data(Told(upload));
    }

    private static WireReply Describe(WireCall call, Upload upload)
    {
        var alt = call.Json?["metadata"]?["alt_text"]?["text"]?.ToString() ?? "";
        if (alt.Length > LongestAlt)
            return XAnswers.Invalid("alt_text must be at most 1000 characters.");
        upload.Alt = alt;
        return XAnswers.Data(new JsonObject { ["id"] = upload.Id, ["associated_metadata"] = call.Json!["metadata"]!.DeepClone() });
    }

    private WireReply Caption(WireCall call, Upload upload)
    {
        var told = call.Json?["subtitles"];
        if (!x.Facts.TakesSubtitles || call.Json?["media_category"]?.ToString() != "TweetVideo" || !upload.IsVideo || told?["language_code"]?.ToString() is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] language
            || !Uploads.TryGetValue(told["id"]?.ToString() ?? "", out var words) || words.Category != "subtitles" || !words.Finished)
            return XAnswers.Invalid("The subtitles cannot be associated with this media.");
        upload.Captions = (words.Id, language, told["display_name"]?.ToString() ?? "");
        return XAnswers.Data(new JsonObject { ["id"] = upload.Id, ["media_category"] = "TweetVideo" });
    }

    private JsonObject Told(Upload upload)
    {
        var told = new JsonObject { ["id"] = upload.Id, ["media_key"] = $"{(upload.IsVideo ? 13 : 3)}_{upload.Id}", ["size"] = upload.Size, ["expires_after_secs"] = (int)x.Facts.MediaLife.TotalSeconds };
        if (upload.State is not { } state)
            return told;
        var processing = new JsonObject { ["state"] = state };
        if (state is "pending" or "in_progress")
            processing["check_after_secs"] = CheckAfter;
        if (state == "failed")
            processing["error"] = new JsonObject { ["code"] = 1, ["name"] = "InvalidMedia", ["message"] = "Unsupported video format" };
        told["processing_info"] = processing;
        return told;
    }
}
