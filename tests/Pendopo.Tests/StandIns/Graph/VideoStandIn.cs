using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>Videos and reels of a page: whole, fetched by address, or in parts that go on where they stopped. The post of a video comes some looks later.</summary>
internal sealed class VideoStandIn(GraphStandIn graph, PageStandIn page)
{
    private readonly ConcurrentDictionary<string, Upload> uploads = new();

    /// <summary>A video on its way or there.</summary>
    public sealed class Upload(string id, long size)
    {
        public string Id => id;

        public long Size => size;

        public List<byte> Bytes { get; } = [];

        public string Words { get; set; } = "";

        public bool Published { get; set; }

        public int Looks { get; set; }

        public string? Post { get; set; }
    }

    /// <summary>Bytes of one part as the network asks for them.</summary>
    public int Part { get; set; } = 1 << 20;

    /// <summary>How the next published video ends: `ready`, or `error`.</summary>
    public string EndsAs { get; set; } = "ready";

    public IReadOnlyDictionary<string, Upload> Uploads => uploads;

    public async Task<GraphReply?> Serve(GraphCall call) => call.Path switch
    {
        [PageStandIn.Id or "me", "videos"] when call.Method == "POST" => await Videos(call),
        [PageStandIn.Id or "me", "video_reels"] when call.Method == "POST" => Reel(call),
        ["video-upload", var id] when uploads.TryGetValue(id, out var upload) => Bytes(call, upload),
        [var id] when uploads.TryGetValue(id, out var upload) => Look(call, upload),
        _ => null,
    };

    private async Task<GraphReply> Videos(GraphCall call)
    {
        switch (call["upload_phase"])
        {
            case "start":
                var begun = Begin(long.Parse(call["file_size"]));
                return GraphReply.Ok(new JsonObject { ["upload_session_id"] = begun.Id, ["video_id"] = begun.Id, ["start_offset"] = "0", ["end_offset"] = $"{Math.Min(Part, begun.Size)}" });
            case "transfer":
                return uploads.TryGetValue(call["upload_session_id"], out var upload) ? Transfer(call, upload) : GraphReply.Error(100, "Invalid upload session", 1363030);
            case "finish":
                return uploads.TryGetValue(call["upload_session_id"], out var whole) && whole.Bytes.Count == whole.Size ? Publish(whole, call["description"]) : GraphReply.Error(6000, "There was a problem uploading your video file", 1363030, status: 400);
            default:
                var bytes = call.Files.GetValueOrDefault("source") ?? (call["file_url"].Length > 0 ? await graph.Media.Fetch(call["file_url"]) : null);
                if (bytes is null)
                    return GraphReply.Error(389, "Unable to fetch video file from URL.", 1363030, status: 400);
                var fetched = Begin(bytes.Length);
                fetched.Bytes.AddRange(bytes);
                Publish(fetched, call["description"]);
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

    private GraphReply Reel(GraphCall call)
    {
        if (call["upload_phase"] == "start")
        {
            var begun = Begin(0);
            return GraphReply.Ok(new JsonObject { ["video_id"] = begun.Id, ["upload_url"] = $"{graph.Url}/video-upload/{begun.Id}" });
        }
        return uploads.TryGetValue(call["video_id"], out var upload) && upload.Bytes.Count > 0 && call["video_state"] == "PUBLISHED"
            ? Publish(upload, call["description"]) : GraphReply.Error(6000, "The video was not uploaded", 1363030, status: 400);
    }

    // The upload address of a reel: bytes with `offset` and `file_size` as headers, or the address of the file.
    private GraphReply Bytes(GraphCall call, Upload upload)
    {
        if (call.Method == "GET")
            return GraphReply.Ok(new JsonObject { ["file_offset"] = upload.Bytes.Count });
        var offset = long.TryParse(call.Headers["offset"].ToString(), out var at) ? at : 0;
        if (!graph.Facts.ResumesAtOffset)
            upload.Bytes.Clear();
        if (offset != upload.Bytes.Count)
            return GraphReply.Error(6001, "Offset mismatch", passing: true, status: 400, data: new() { ["file_offset"] = upload.Bytes.Count });
        upload.Bytes.AddRange(call.Body);
        return GraphReply.Success;
    }

    private Upload Begin(long size)
    {
        var id = graph.NextId("7");
        return uploads[id] = new(id, size);
    }

    private static GraphReply Publish(Upload upload, string words)
    {
        (upload.Words, upload.Published) = (words, true);
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
        var state = !upload.Published ? "uploading" : EndsAs != "ready" ? EndsAs : upload.Post is null ? "processing" : "ready";
        return GraphReply.Ok(new JsonObject
        {
            ["id"] = upload.Id, ["status"] = new JsonObject { ["video_status"] = state, ["uploading_phase"] = new JsonObject { ["bytes_transfered"] = upload.Bytes.Count } },
            ["post_id"] = upload.Post, ["permalink_url"] = upload.Post is null ? null : $"/{PageStandIn.Id}/videos/{upload.Id}/",
        });
    }
}
