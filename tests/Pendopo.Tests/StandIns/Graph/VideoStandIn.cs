using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>Videos, reels and story videos of a page: whole, fetched by address, or in parts that go on where they stopped. The post of a video comes some looks later.</summary>
internal sealed class VideoStandIn(GraphStandIn graph, PageStandIn page)
{
    private readonly ConcurrentDictionary<string, Upload> uploads = new();
    private readonly ConcurrentQueue<DateTimeOffset> reels = new();

    /// <summary>A video on its way or there.</summary>
    public sealed class Upload(string id, long size, string kind)
    {
        public string Id => id;

        /// <summary>`video`, `reel` or `story`.</summary>
        public string Kind => kind;

        public long Size { get; set; } = size;

        public string Title { get; set; } = "";

        public List<byte> Bytes { get; } = [];

        public string Words { get; set; } = "";

        public bool Published { get; set; }

        public int Looks { get; set; }

        public string? Post { get; set; }

        /// <summary>Captions by their locale, as they came.</summary>
        public Dictionary<string, string> Captions { get; } = [];
    }

    /// <summary>Bytes of one part as the network asks for them.</summary>
    public int Part { get; set; } = 1 << 20;

    /// <summary>How the next published video ends: `ready`, or `error`.</summary>
    public string EndsAs { get; set; } = "ready";

    public IReadOnlyDictionary<string, Upload> Uploads => uploads;

    public async Task<GraphReply?> Serve(GraphCall call) => call.Path switch
    {
        [PageStandIn.Id or "me", "videos"] when call.Method == "POST" => await Videos(call),
        [PageStandIn.Id or "me", "video_reels"] => call.Method == "POST" ? InParts(call, "reel") : GraphReply.List(uploads.Values.Where(upload => upload.Kind == "reel" && upload.Published).Select(Told)),
        [PageStandIn.Id or "me", "videos"] => GraphReply.List(uploads.Values.Where(upload => upload.Kind == "video" && upload.Published).Select(Told)),
        ["video-upload", var id] when uploads.TryGetValue(id, out var upload) => await Bytes(call, upload),
        [var id, "captions"] when call.Method == "POST" && uploads.TryGetValue(id, out var film) => Caption(call, film),
        [var id] when uploads.TryGetValue(id, out var upload) => Look(call, upload),
        _ => null,
    };

    private async Task<GraphReply> Videos(GraphCall call)
    {
        switch (call["upload_phase"])
        {
            case "start":
                var begun = Begin(long.Parse(call["file_size"]), "video");
                return GraphReply.Ok(new JsonObject { ["upload_session_id"] = begun.Id, ["video_id"] = begun.Id, ["start_offset"] = "0", ["end_offset"] = $"{Math.Min(Part, begun.Size)}" });
            case "transfer":
                return uploads.TryGetValue(call["upload_session_id"], out var upload) ? Transfer(call, upload) : GraphReply.Error(100, "Invalid upload session", 1363030);
            case "finish":
                return uploads.TryGetValue(call["upload_session_id"], out var whole) && whole.Bytes.Count == whole.Size ? Publish(whole, call) : GraphReply.Error(6000, "There was a problem uploading your video file", 1363030, status: 400);
            default:
                var bytes = call.Files.GetValueOrDefault("source") ?? (call["file_url"].Length > 0 ? await graph.Media.Fetch(call["file_url"]) : null);
                if (bytes is null)
                    return GraphReply.Error(389, "Unable to fetch video file from URL.", 1363030, status: 400);
                var fetched = Begin(bytes.Length, "video");
                fetched.Bytes.AddRange(bytes);
                Publish(fetched, call);
                return GraphReply.Id(fetched.Id);
        }
    }

    private GraphReply Transfer(GraphCall call, Upload upload)
    {
        if (long.Parse(call["start_offset"]) != upload.Bytes.Count)
            return GraphReply.Error(6001, "Upload offset mismatch", 1363037, passing: true, status: 400, data: new() { ["start_offset"] = $"{upload.Bytes.Count}", ["end_offset"] = $"{Math.Min(upload.Bytes.Count + Part, upload.Size)}" });
        upload.Bytes.AddRange(call.Files.GetValueOrDefault("video_file_chunk") ?? call.Body);
        return GraphReply.Ok(new JsonObject { ["start_offset"] = $"{upload.Bytes.Count}", ["end_offset"] = $"{Math.Min(upload.Bytes.Count + Part, upload.Size)}" });
    }

    /// <summary>The upload of a reel or of a story's video: begun, sent to its own address, ended.</summary>
    public GraphReply InParts(GraphCall call, string kind)
    {
        if (call["upload_phase"] == "start")
        {
            var begun = Begin(0, kind);
            return GraphReply.Ok(new JsonObject { ["video_id"] = begun.Id, ["upload_url"] = $"{graph.Url}/video-upload/{begun.Id}" });
        }
        if (!uploads.TryGetValue(call["video_id"], out var upload) || upload.Kind != kind || upload.Bytes.Count == 0 || upload.Bytes.Count < upload.Size || (kind == "reel" && call["video_state"] != "PUBLISHED"))
            return GraphReply.Error(6000, "The video was not uploaded", 1363030, status: 400);
        if (upload.Published)
            return GraphReply.Error(100, "The video was already published", 1363131, status: 400);
        if (kind == "reel" && reels.Count(at => at > graph.Time.GetUtcNow().AddDays(-1)) >= graph.Facts.MostReels)
            return GraphReply.Error(613, "Calls to this api have exceeded the rate limit.", 1996, status: 400);
        Publish(upload, call);
        if (kind == "reel")
            reels.Enqueue(graph.Time.GetUtcNow());
        else
            upload.Post = page.Stories.Tell("video", upload.Id);
        var answer = new JsonObject { ["success"] = true };
        if (graph.Facts.FinishTellsPost)
            answer["post_id"] = upload.Post ??= page.Stands(upload.Words);
        return GraphReply.Ok(answer);
    }

    // The upload address: bytes with `offset` and `file_size` as headers, or `file_url` for a file that is fetched.
    private async Task<GraphReply> Bytes(GraphCall call, Upload upload)
    {
        if (call.Method == "GET")
            return GraphReply.Ok(new JsonObject { ["file_offset"] = upload.Bytes.Count });
        if (call.Headers["file_url"].ToString() is { Length: > 0 } address)
        {
            if (await graph.Media.Fetch(address) is not { } fetched)
                return GraphReply.Error(389, "Unable to fetch video file from URL.", 1363030, status: 400);
            upload.Bytes.AddRange(fetched);
            return GraphReply.Success;
        }
        var offset = long.TryParse(call.Headers["offset"].ToString(), out var at) ? at : 0;
        upload.Size = long.TryParse(call.Headers["file_size"].ToString(), out var size) ? size : upload.Size;
        if (!graph.Facts.ResumesAtOffset)
            upload.Bytes.Clear();
        if (offset != upload.Bytes.Count || upload.Bytes.Count + call.Body.Length > upload.Size)
            return GraphReply.Error(6001, "Offset mismatch", passing: true, status: 400, data: new() { ["file_offset"] = upload.Bytes.Count });
        upload.Bytes.AddRange(call.Body);
        return GraphReply.Success;
    }

    // `filename.locale.srt`, at most 200 kB.
    private GraphReply Caption(GraphCall call, Upload upload)
    {
        if (graph.Facts.Captions == CaptionsTaken.Never || (graph.Facts.Captions == CaptionsTaken.OnceItStands && upload.Post is null))
            return GraphReply.Error(100, "Captions cannot be added to this video", status: 400);
        if (call.FileNames.GetValueOrDefault("captions_file")?.Split('.') is not [_, [_, _, '_', _, _] locale, "srt"] || call.Files["captions_file"] is not { Length: > 0 and < 200_000 } file)
            return GraphReply.Error(387, "There was a problem uploading your captions file", status: 400);
        upload.Captions[locale] = System.Text.Encoding.UTF8.GetString(file);
        return GraphReply.Success;
    }

    private Upload Begin(long size, string kind)
    {
        var id = graph.NextId("7");
        return uploads[id] = new(id, size, kind);
    }

    private static GraphReply Publish(Upload upload, GraphCall call)
    {
        (upload.Words, upload.Title, upload.Published) = (call["description"], call["title"], true);
        return GraphReply.Success;
    }

    private GraphReply Look(GraphCall call, Upload upload)
    {
        if (call.Method == "DELETE")
        {
            uploads.TryRemove(upload.Id, out _);
            if (upload.Post is { } post)
                page.Posts.TryRemove(post, out _);
            return GraphReply.Success;
        }
        if (upload.Published && EndsAs == "ready" && upload.Looks++ >= graph.Facts.VideoPostAfter)
            upload.Post ??= page.Stands(upload.Words);
        return GraphReply.Ok(Told(upload));
    }

    private JsonObject Told(Upload upload)
    {
        var ready = upload.Post is not null && upload.Looks > graph.Facts.VideoPostAfter;
        var state = !upload.Published ? "uploading" : EndsAs != "ready" ? EndsAs : ready ? "ready" : "processing";
        var whole = upload.Bytes.Count > 0 && upload.Bytes.Count >= upload.Size;
        var processing = new JsonObject { ["status"] = state switch { "ready" => "complete", "error" => "error", "processing" => "in_progress", _ => "not_started" } };
        if (state == "error")
            processing["errors"] = new JsonArray(new JsonObject { ["code"] = 1363008, ["message"] = "The video could not be processed" });
        return new()
        {
            ["id"] = upload.Id, ["description"] = upload.Words, ["title"] = upload.Title,
            ["status"] = new JsonObject
            {
                ["video_status"] = state,
                // The network writes `bytes_transfered` so.
                ["uploading_phase"] = new JsonObject { ["status"] = whole ? "complete" : "in_progress", ["bytes_transfered"] = upload.Bytes.Count },
                ["processing_phase"] = processing,
                ["publishing_phase"] = new JsonObject { ["status"] = ready ? "complete" : "not_started", ["publish_status"] = ready ? "published" : "draft" },
            },
            ["post_id"] = upload.Post, ["permalink_url"] = upload.Post is null ? null : $"/{PageStandIn.Id}/videos/{upload.Id}/",
        };
    }
}
