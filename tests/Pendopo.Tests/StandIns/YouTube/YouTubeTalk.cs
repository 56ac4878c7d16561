using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.YouTube;

/// <summary>Comments below videos: asked for, never pushed; a thread and its answers.</summary>
internal sealed class YouTubeTalk(YouTubeStandIn network)
{
    private readonly ConcurrentDictionary<string, Comment> all = new();

    internal sealed class Comment(string id, string video, string? parent, string author, string name, string text, DateTimeOffset at, DateTimeOffset visible)
    {
        public string Id => id;

        public string Video => video;

        public string? Parent => parent;

        public string Author => author;

        public string Name => name;

        public string Text { get; set; } = text;

        public DateTimeOffset At { get; } = at;

        public DateTimeOffset Visible => visible;

        public DateTimeOffset EditedAt { get; set; } = at;

        /// <summary>published, heldForReview, likelySpam or rejected.</summary>
        public string Moderation { get; set; } = "published";
    }

    public IReadOnlyDictionary<string, Comment> All => all;

    /// <summary>Videos whose comments are switched off.</summary>
    public HashSet<string> Closed { get; } = [];

    /// <summary>A list tells each thread twice.</summary>
    public bool Duplicates { get; set; }

    /// <summary>Somebody writes below a video, or answers a comment.</summary>
    public string Says(string video, string text, string? parent = null, string author = "UCsiti", string name = "Siti") => Add(video, parent, author, name, text);

    public long CountOf(string video) => all.Values.Count(comment => comment.Video == video);

    public NetReply? Serve(NetCall call) => call.Name switch
    {
        "GET /youtube/v3/commentThreads" => Threads(call),
        "GET /youtube/v3/comments" => Answers(call),
        "POST /youtube/v3/commentThreads" => Begin(call),
        "POST /youtube/v3/comments" => Reply(call),
        "PUT /youtube/v3/comments" => Change(call),
        "DELETE /youtube/v3/comments" => all.TryRemove(call["id"], out _) ? NetReply.NoContent : Missing,
        "POST /youtube/v3/comments/setModerationStatus" => Moderate(call),
        _ => null,
    };

    private static NetReply Missing => YouTubeStandIn.Error(404, "commentNotFound", "The specified comment could not be found.");

    private NetReply Threads(NetCall call)
    {
        if (Closed.Contains(call["videoId"]))
            return Off;
        var wanted = call["moderationStatus"] is { Length: > 0 } asked ? asked : "published";
        var found = Seen.Where(comment => comment.Parent is null && comment.Moderation == wanted
            && (call["videoId"] is not { Length: > 0 } video || comment.Video == video) && (call["id"] is not { Length: > 0 } ids || ids.Split(',').Contains(comment.Id)))
            .OrderByDescending(comment => comment.At).ThenByDescending(comment => comment.Id, StringComparer.Ordinal);
        return Page(call, [.. found.SelectMany(comment => Duplicates ? [comment, comment] : new[] { comment }).Select(Thread)]);
    }

    private NetReply Answers(NetCall call) =>
        Page(call, [.. Seen.Where(comment => call["id"] is { Length: > 0 } ids ? ids.Split(',').Contains(comment.Id) : comment.Parent == call["parentId"]).OrderBy(comment => comment.At).Select(Show)]);

    private IEnumerable<Comment> Seen => all.Values.Where(comment => comment.Visible <= network.Time.GetUtcNow());

    private static NetReply Page(NetCall call, IReadOnlyList<JsonObject> items)
    {
        var size = int.TryParse(call["maxResults"], CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 100) : 20;
        var from = int.TryParse(call["pageToken"], CultureInfo.InvariantCulture, out var at) ? at : 0;
        var answer = new JsonObject { ["pageInfo"] = new JsonObject { ["totalResults"] = items.Count, ["resultsPerPage"] = size }, ["items"] = new JsonArray([.. items.Skip(from).Take(size)]) };
        if (from + size < items.Count)
            answer["nextPageToken"] = (from + size).ToString(CultureInfo.InvariantCulture);
        return NetReply.Ok(answer);
    }

    private JsonObject Thread(Comment top)
    {
        var answers = Seen.Where(comment => comment.Parent == top.Id).OrderBy(comment => comment.At).ToList();
        var thread = new JsonObject
        {
            ["kind"] = "youtube#commentThread", ["id"] = top.Id,
            ["snippet"] = new JsonObject { ["channelId"] = YouTubeStandIn.ChannelId, ["videoId"] = top.Video, ["topLevelComment"] = Show(top), ["canReply"] = true, ["totalReplyCount"] = answers.Count, ["isPublic"] = true },
        };
        // The list shows a few answers alone; all of them come by comments.list.
        if (answers.Count > 0)
            thread["replies"] = new JsonObject { ["comments"] = new JsonArray([.. answers.TakeLast(5).Select(Show)]) };
        return thread;
    }

    private static JsonObject Show(Comment comment)
    {
        var snippet = new JsonObject
        {
            ["authorDisplayName"] = comment.Name, ["authorChannelUrl"] = $"http://www.youtube.com/channel/{comment.Author}", ["authorChannelId"] = new JsonObject { ["value"] = comment.Author },
            ["videoId"] = comment.Video, ["textOriginal"] = comment.Text, ["textDisplay"] = comment.Text, ["publishedAt"] = NetStandIn.Stamp(comment.At), ["updatedAt"] = NetStandIn.Stamp(comment.EditedAt),
        };
        if (comment.Parent is not null)
            snippet["parentId"] = comment.Parent;
        return new() { ["kind"] = "youtube#comment", ["id"] = comment.Id, ["snippet"] = snippet };
    }

    private NetReply Begin(NetCall call)
    {
        var snippet = call.Json["snippet"] as JsonObject;
        var (video, text) = ($"{snippet?["videoId"]}", $"{snippet?["topLevelComment"]?["snippet"]?["textOriginal"]}");
        if (!network.Videos.All.ContainsKey(video))
            return YouTubeStandIn.Error(404, "videoNotFound", "The video identified by the videoId parameter could not be found.");
        if (Closed.Contains(video))
            return Off;
        return Words(text) ?? NetReply.Ok(Thread(all[Add(video, null, YouTubeStandIn.ChannelId, YouTubeStandIn.ChannelName, text)]));
    }

    private NetReply Reply(NetCall call)
    {
        var (parent, text) = ($"{call.Json["snippet"]?["parentId"]}", $"{call.Json["snippet"]?["textOriginal"]}");
        if (!all.TryGetValue(parent, out var top))
            return YouTubeStandIn.Error(404, "parentCommentNotFound", "The specified parent comment could not be found.");
        if (Closed.Contains(top.Video))
            return Off;
        return Words(text) ?? NetReply.Ok(Show(all[Add(top.Video, top.Id, YouTubeStandIn.ChannelId, YouTubeStandIn.ChannelName, text)]));
    }

    private NetReply Change(NetCall call)
    {
        if (!all.TryGetValue($"{call.Json["id"]}", out var comment) || comment.Author != YouTubeStandIn.ChannelId)
            return Missing;
        (comment.Text, comment.EditedAt) = ($"{call.Json["snippet"]?["textOriginal"]}", network.Time.GetUtcNow());
        return NetReply.Ok(Show(comment));
    }

    private NetReply Moderate(NetCall call)
    {
        foreach (var id in call["id"].Split(','))
        {
            if (!all.TryGetValue(id, out var comment))
                return Missing;
            comment.Moderation = call["moderationStatus"];
        }
        return network.Facts.ModerationEmpty ? NetReply.NoContent : NetReply.Ok(new JsonObject());
    }

    private static NetReply Off => YouTubeStandIn.Error(403, "commentsDisabled", "The video identified by the videoId parameter has disabled comments.");

    private static NetReply? Words(string text) => text.Length switch
    {
        0 => YouTubeStandIn.Error(400, "commentTextRequired", "The comment resource must specify a value for the textOriginal property."),
        > 10_000 => YouTubeStandIn.Error(400, "commentTextTooLong", "The comment text is too long."),
        _ => null,
    };

    private string Add(string video, string? parent, string author, string name, string text)
    {
        var id = parent is null ? network.NextId("Ugx") : $"{parent}.{network.NextId("r")}";
        all[id] = new(id, video, parent, author, name, text, network.Time.GetUtcNow(), author == YouTubeStandIn.ChannelId ? network.Time.GetUtcNow() : network.VisibleFrom());
        return id;
    }
}
