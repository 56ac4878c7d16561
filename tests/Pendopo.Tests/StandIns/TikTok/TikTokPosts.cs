using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.TikTok;

/// <summary>Posts on their way: begun with their words, sent in chunks to an upload address, looked after by their publish id. Nothing is seen before the last byte.</summary>
internal sealed class TikTokPosts(TikTokStandIn network)
{
    private readonly ConcurrentDictionary<string, Post> all = new();
    private readonly List<DateTimeOffset> inits = [];

    internal sealed class Post(string id, JsonObject info, JsonObject source, DateTimeOffset at)
    {
        public string Id => id;

        /// <summary>`post_info` as it came.</summary>
        public JsonObject Info => info;

        public JsonObject Source => source;

        public DateTimeOffset At { get; } = at;

        public string Privacy { get; set; } = "";

        public List<byte> Bytes { get; } = [];

        public int Chunks { get; set; }

        public int Looks { get; set; }

        /// <summary>A reason such as `video_format_check_failed`; null when nothing failed.</summary>
        public string? FailsBecause { get; set; }

        public long VideoId { get; } = 7_000_000_000_000_000_000 + at.ToUnixTimeMilliseconds();

        public long Views { get; set; }

        public bool Whole => Bytes.Count == (long)Source["video_size"]!;
    }

    public IReadOnlyDictionary<string, Post> All => all;

    /// <summary>Why the next posts fail after their upload; null when they do not.</summary>
    public string? FailsBecause { get; set; }

    public NetReply? Serve(NetCall call) => call.Name.TrimEnd('/') switch
    {
        "POST /v2/post/publish/creator_info/query" => Creator(),
        "POST /v2/post/publish/video/init" => Init(call),
        "POST /v2/post/publish/status/fetch" => Status($"{call.Json["publish_id"]}"),
        "POST /v2/video/query" => Videos([.. (call.Json["filters"]?["video_ids"] as JsonArray ?? []).Select(id => $"{id}")]),
        "POST /v2/video/list" => Videos(null),
        "GET /v2/user/info" => TikTokStandIn.Data(new() { ["user"] = new JsonObject { ["open_id"] = TikTokTokens.OpenId, ["display_name"] = TikTokStandIn.Name, ["username"] = TikTokStandIn.Username } }),
        _ => null,
    };

    /// <summary>A chunk; the upload address needs no token.</summary>
    public NetReply? Upload(NetCall call)
    {
        if (call.Name != "PUT /upload")
            return null;
        if (!all.TryGetValue(call["upload_id"], out var post))
            return new(404, "");
        if (post.At + network.Facts.UploadLives <= network.Time.GetUtcNow())
            return new(403, "");
        var size = (long)post.Source["video_size"]!;
        var range = call.Headers.ContentRange.ToString();
        if (!range.StartsWith("bytes ", StringComparison.Ordinal) || !call.Headers.ContentType.ToString().StartsWith("video/", StringComparison.Ordinal))
            return new(400, "");
        var parts = range["bytes ".Length..].Split('-', '/').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToList();
        if (parts[0] != post.Bytes.Count || parts[2] != size || parts[1] - parts[0] + 1 != call.Body.Length)
            return new(416, "", ("Content-Range", $"bytes 0-{Math.Max(0, post.Bytes.Count - 1)}/{size}"));
        var (isLast, chunk) = (parts[1] + 1 == size, (long)post.Source["chunk_size"]!);
        if (!isLast && call.Body.Length != chunk)
            return new(400, "");
        post.Bytes.AddRange(call.Body);
        post.Chunks++;
        return new(isLast ? 201 : 206, "", ("Content-Range", $"bytes 0-{post.Bytes.Count - 1}/{size}"));
    }

    private NetReply Creator() => TooOften() ? Spam : TikTokStandIn.Data(new()
    {
        ["creator_avatar_url"] = "https://p16.example/avatar.webp", ["creator_username"] = TikTokStandIn.Username, ["creator_nickname"] = TikTokStandIn.Name,
        ["privacy_level_options"] = new JsonArray([.. Levels.Select(level => JsonValue.Create(level))]),
        ["comment_disabled"] = network.CommentsOff, ["duet_disabled"] = false, ["stitch_disabled"] = true, ["max_video_post_duration_sec"] = network.LongestSeconds,
    });

    private string[] Levels => network.PrivateAccount ? ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"] : ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"];

    private static NetReply Spam => TikTokStandIn.Error(403, "spam_risk_too_many_posts", "The daily post cap from the API is reached for the current user.");

    private bool TooOften() => all.Values.Count(post => post.At > network.Time.GetUtcNow().AddDays(-1)) >= network.Facts.PostsADay;

    private NetReply Init(NetCall call)
    {
        var now = network.Time.GetUtcNow();
        inits.RemoveAll(at => at <= now.AddMinutes(-1));
        if (inits.Count >= network.Facts.InitsAMinute)
            return TikTokStandIn.Error(429, "rate_limit_exceeded", "Your request is blocked due to exceeding the API rate limit.");
        inits.Add(now);
        if (TooOften())
            return Spam;
        if (call.Json["post_info"] is not JsonObject info || call.Json["source_info"] is not JsonObject source || Wrong(source) is { } wrong && wrong.Length > 0)
            return TikTokStandIn.Error(400, "invalid_params", "The request body is invalid.");
        var privacy = $"{info["privacy_level"]}";
        if (privacy.Length == 0 && network.Facts.TakesSettingMissing)
            privacy = "SELF_ONLY";
        if ($"{info["title"]}".Length > 2200)
            return TikTokStandIn.Error(400, "invalid_params", "The title is too long.");
        if (!Levels.Contains(privacy))
            return TikTokStandIn.Error(403, "privacy_level_option_mismatch", "privacy_level is not specified or not among the privacy_level_options.");
        if (!network.Audited && privacy != "SELF_ONLY" && network.Facts.RefusesUnauditedPublic)
            return TikTokStandIn.Error(403, "unaudited_client_can_only_post_to_private_accounts", "Unaudited clients can only post to private accounts.");
        var id = network.NextId("v_pub_file~v2-1.");
        all[id] = new(id, (JsonObject)info.DeepClone(), (JsonObject)source.DeepClone(), now) { Privacy = network.Audited ? privacy : "SELF_ONLY", FailsBecause = FailsBecause };
        return TikTokStandIn.Data(new() { ["publish_id"] = id, ["upload_url"] = $"{network.Url}/upload?upload_id={Uri.EscapeDataString(id)}&upload_token=t" });
    }

    private string Wrong(JsonObject source)
    {
        if ($"{source["source"]}" != "FILE_UPLOAD" || source["video_size"] is null || source["chunk_size"] is null || source["total_chunk_count"] is null)
            return "source";
        var (size, chunk, count) = ((long)source["video_size"]!, (long)source["chunk_size"]!, (long)source["total_chunk_count"]!);
        if (size <= 0 || chunk <= 0 || chunk > 64 << 20 || (size < network.Facts.SmallestChunk ? chunk != size : chunk < network.Facts.SmallestChunk) || count is < 1 or > 1000)
            return "chunk";
        return count == Math.Max(1, network.Facts.RoundsDown ? size / chunk : (size + chunk - 1) / chunk) ? "" : "count";
    }

    private NetReply Status(string id)
    {
        if (!all.TryGetValue(id, out var post))
            return TikTokStandIn.Error(400, "invalid_publish_id", "The publish_id does not exist.");
        if (!post.Whole)
            return TikTokStandIn.Data(new() { ["status"] = "PROCESSING_UPLOAD", ["uploaded_bytes"] = post.Bytes.Count });
        if (++post.Looks <= network.Facts.LooksUntilPublished || post.At + network.Late > network.Time.GetUtcNow())
            return TikTokStandIn.Data(new() { ["status"] = "PROCESSING_UPLOAD", ["uploaded_bytes"] = post.Bytes.Count });
        if (post.FailsBecause is { } reason)
            return TikTokStandIn.Data(new() { ["status"] = "FAILED", ["fail_reason"] = reason, ["uploaded_bytes"] = post.Bytes.Count });
        var answer = new JsonObject { ["status"] = "PUBLISH_COMPLETE", ["uploaded_bytes"] = post.Bytes.Count };
        // So the field is spelled there.
        if (network.Facts.TellsPostId && post.Privacy == "PUBLIC_TO_EVERYONE")
            answer["publicaly_available_post_id"] = new JsonArray(post.VideoId);
        return TikTokStandIn.Data(answer);
    }

    private NetReply Videos(IReadOnlyCollection<string>? ids) => TikTokStandIn.Data(new()
    {
        ["videos"] = new JsonArray([.. all.Values.Where(post => post.Whole && post.FailsBecause is null && (ids is null || ids.Contains(post.VideoId.ToString(CultureInfo.InvariantCulture)))).Select(post => new JsonObject
        {
            ["id"] = post.VideoId.ToString(CultureInfo.InvariantCulture), ["title"] = $"{post.Info["title"]}", ["video_description"] = $"{post.Info["title"]}", ["create_time"] = post.At.ToUnixTimeSeconds(),
            ["share_url"] = $"https://www.tiktok.com/@{TikTokStandIn.Username}/video/{post.VideoId}", ["view_count"] = post.Views, ["like_count"] = 0, ["comment_count"] = 0, ["share_count"] = 0,
        })]),
        ["cursor"] = 0, ["has_more"] = false,
    });
}
