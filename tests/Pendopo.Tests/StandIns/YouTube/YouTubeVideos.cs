using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.YouTube;

/// <summary>Videos, their words and states, captions and thumbnails.</summary>
internal sealed class YouTubeVideos(YouTubeStandIn network)
{
    private readonly ConcurrentDictionary<string, Video> all = new();

    internal sealed class Video(string id, JsonObject snippet, JsonObject status, byte[] bytes, DateTimeOffset at)
    {
        public string Id => id;

        public JsonObject Snippet { get; set; } = snippet;

        public JsonObject Status { get; set; } = status;

        public byte[] Bytes => bytes;

        public DateTimeOffset At => at;

        public byte[]? Thumbnail { get; set; }

        public List<(string Language, string Name, string Text)> Captions { get; } = [];

        public int Looks { get; set; }

        public long Views { get; set; }

        public long Likes { get; set; }
    }

    public IReadOnlyDictionary<string, Video> All => all;

    /// <summary>How the next video's processing ends: `succeeded`, `failed` (then uploadStatus failed) or `rejected`.</summary>
    public string EndsAs { get; set; } = "succeeded";

    public NetReply? Serve(NetCall call) => call.Name switch
    {
        "GET /youtube/v3/videos" => List(call),
        "PUT /youtube/v3/videos" => Update(call),
        "DELETE /youtube/v3/videos" => all.TryRemove(call["id"], out _) ? NetReply.NoContent : Missing,
        "POST /upload/youtube/v3/thumbnails/set" => Thumbnail(call),
        "POST /upload/youtube/v3/captions" => Caption(call),
        "GET /youtube/v3/channels" => NetReply.Ok(Channel()),
        _ => null,
    };

    /// <summary>What is wrong with the words of a video; null when nothing is.</summary>
    public NetReply? Wrong(JsonObject words, bool whole)
    {
        var (snippet, status) = (words["snippet"] as JsonObject, words["status"] as JsonObject);
        if (whole && (snippet is null || status is null))
            return YouTubeStandIn.Error(400, "invalidVideoMetadata", "The request metadata is invalid.");
        if (snippet is not null)
        {
            var (title, description) = ($"{snippet["title"]}", $"{snippet["description"]}");
            if (title.Length == 0 || title.Length > network.Facts.TitleLength || title.IndexOfAny(['<', '>']) >= 0)
                return YouTubeStandIn.Error(400, "invalidTitle", "The request metadata specifies an invalid or empty video title.");
            if (System.Text.Encoding.UTF8.GetByteCount(description) > 5000 || description.IndexOfAny(['<', '>']) >= 0)
                return YouTubeStandIn.Error(400, "invalidDescription", "The request metadata specifies an invalid video description.");
            if (snippet["tags"] is JsonArray tags && tags.Sum(tag => $"{tag}".Length + 1) > 500)
                return YouTubeStandIn.Error(400, "invalidTags", "The request metadata specifies invalid video keywords.");
            if (!whole && snippet["categoryId"] is null)
                return YouTubeStandIn.Error(400, "invalidCategoryId", "snippet.categoryId is required when a snippet is updated.");
        }
        if (status is not null && status["publishAt"] is not null && network.Facts.PublishAtNeedsPrivate && $"{status["privacyStatus"]}" != "private")
            return YouTubeStandIn.Error(400, "invalidPublishAt", "The request metadata specifies an invalid scheduled publishing time.");
        return !network.Audited && !network.Facts.LocksUnaudited && status is not null && $"{status["privacyStatus"]}" != "private"
            ? YouTubeStandIn.Error(403, "forbidden", "The project has not been audited.") : null;
    }

    public string Add(JsonObject words, byte[] bytes)
    {
        var id = network.NextId("vid");
        var status = (JsonObject)words["status"]!.DeepClone();
        if (!network.Audited)
        {
            status["privacyStatus"] = "private";
            status.Remove("publishAt");
        }
        all[id] = new(id, (JsonObject)words["snippet"]!.DeepClone(), status, bytes, network.VisibleFrom());
        return id;
    }

    /// <summary>A video that was there before.</summary>
    public string Stands(string title) => Add(new() { ["snippet"] = new JsonObject { ["title"] = title, ["categoryId"] = "22" }, ["status"] = new JsonObject { ["privacyStatus"] = "public" } }, [1]);

    public JsonObject Show(string id)
    {
        var video = all[id];
        Age(video);
        var snippet = (JsonObject)video.Snippet.DeepClone();
        (snippet["channelId"], snippet["publishedAt"]) = (YouTubeStandIn.ChannelId, NetStandIn.Stamp(video.At));
        var status = (JsonObject)video.Status.DeepClone();
        var ready = video.Looks > network.Facts.LooksUntilProcessed;
        status["uploadStatus"] = !ready ? "uploaded" : EndsAs switch { "failed" => "failed", "rejected" => "rejected", _ => "processed" };
        if (ready && EndsAs != "succeeded")
            status[EndsAs == "failed" ? "failureReason" : "rejectionReason"] = EndsAs == "failed" ? "conversion" : "duplicate";
        return new()
        {
            ["kind"] = "youtube#video", ["id"] = id, ["snippet"] = snippet, ["status"] = status,
            ["processingDetails"] = new JsonObject { ["processingStatus"] = !ready ? "processing" : EndsAs == "failed" ? "failed" : "succeeded" },
            ["statistics"] = new JsonObject { ["viewCount"] = Told(video.Views), ["likeCount"] = Told(video.Likes), ["commentCount"] = Told(network.Talk.CountOf(id)) },
        };
    }

    private static string Told(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A scheduled video becomes public at its time.
    private void Age(Video video)
    {
        if (video.Status["publishAt"] is { } at && DateTimeOffset.Parse($"{at}", CultureInfo.InvariantCulture) <= network.Time.GetUtcNow())
        {
            video.Status["privacyStatus"] = "public";
            video.Status.Remove("publishAt");
        }
    }

    private static NetReply Missing => YouTubeStandIn.Error(404, "videoNotFound", "The video that you are trying to find cannot be found.");

    private NetReply List(NetCall call)
    {
        var found = call["id"].Split(',').Where(all.ContainsKey).Select(id => all[id]).Where(video => video.At <= network.Time.GetUtcNow()).ToList();
        found.ForEach(video => video.Looks++);
        return NetReply.Ok(new JsonObject { ["kind"] = "youtube#videoListResponse", ["items"] = new JsonArray([.. found.Select(video => Only(Show(video.Id), call["part"]))]) });
    }

    private static JsonObject Only(JsonObject whole, string parts)
    {
        foreach (var part in whole.Select(pair => pair.Key).Except([.. parts.Split(','), "id", "kind"]).ToList())
            whole.Remove(part);
        return whole;
    }

    private NetReply Update(NetCall call)
    {
        if (!all.TryGetValue($"{call.Json["id"]}", out var video))
            return Missing;
        if (Wrong(call.Json, whole: false) is { } wrong)
            return wrong;
        // The whole part is replaced by what was sent.
        if (call["part"].Contains("snippet", StringComparison.Ordinal) && call.Json["snippet"] is JsonObject snippet)
            video.Snippet = (JsonObject)snippet.DeepClone();
        if (call["part"].Contains("status", StringComparison.Ordinal) && call.Json["status"] is JsonObject status)
            video.Status = (JsonObject)status.DeepClone();
        if (!network.Audited)
            video.Status["privacyStatus"] = "private";
        return NetReply.Ok(Only(Show(video.Id), call["part"]));
    }

    private NetReply Thumbnail(NetCall call)
    {
        if (!all.TryGetValue(call["videoId"], out var video))
            return Missing;
        if (call.Body.Length > 2 << 20)
            return YouTubeStandIn.Error(400, "mediaBodyRequired", "The image is too large.");
        video.Thumbnail = call.Body;
        return NetReply.Ok(new JsonObject { ["kind"] = "youtube#thumbnailSetResponse", ["items"] = new JsonArray() });
    }

    // multipart/related: the words, then the file.
    private NetReply Caption(NetCall call)
    {
        var text = call.Text;
        var (open, shut) = (text.IndexOf('{', StringComparison.Ordinal), text.IndexOf("}}", StringComparison.Ordinal));
        if (open < 0 || shut < open || JsonNode.Parse(text[open..(shut + 2)])?["snippet"] is not JsonObject snippet || !all.TryGetValue($"{snippet["videoId"]}", out var video))
            return YouTubeStandIn.Error(400, "invalidMetadata", "The metadata of the caption track is invalid.");
        var (language, name) = ($"{snippet["language"]}", $"{snippet["name"]}");
        if (video.Captions.Any(caption => caption.Language == language && caption.Name == name))
            return YouTubeStandIn.Error(409, "captionExists", "The specified video already has a track with this name and language.");
        var start = text.IndexOf("\r\n\r\n", shut, StringComparison.Ordinal) + 4;
        var stop = text.IndexOf("\r\n--", start, StringComparison.Ordinal);
        video.Captions.Add((language, name, stop < 0 ? text[start..] : text[start..stop]));
        return NetReply.Ok(new JsonObject { ["kind"] = "youtube#caption", ["id"] = network.NextId("cap"), ["snippet"] = snippet.DeepClone() });
    }

    private static JsonObject Channel() => new()
    {
        ["items"] = new JsonArray(new JsonObject
        {
            ["id"] = YouTubeStandIn.ChannelId, ["snippet"] = new JsonObject { ["title"] = YouTubeStandIn.ChannelName, ["customUrl"] = "@puskesmasmelati" },
            ["status"] = new JsonObject { ["longUploadsStatus"] = "allowed" },
        }),
    };
}
