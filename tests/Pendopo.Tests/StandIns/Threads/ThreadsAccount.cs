using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.StandIns.Threads;

/// <summary>One account: containers that become posts in their own time, the quotas of a day, what stands there and its figures.</summary>
internal sealed class ThreadsAccount(ThreadsStandIn threads)
{
    public const string Id = "31000000000001", Username = "puskesmas.melati";
    private readonly ConcurrentQueue<(DateTimeOffset At, bool Reply)> published = new();
    private readonly ConcurrentQueue<DateTimeOffset> deleted = new();

    /// <summary>What is made ready; `State` as the network tells it.</summary>
    public sealed class Container(string id, string kind, IReadOnlyDictionary<string, string> fields, DateTimeOffset madeAt)
    {
        public string Id => id;

        /// <summary>TEXT, IMAGE, VIDEO, CAROUSEL.</summary>
        public string Kind => kind;

        public IReadOnlyDictionary<string, string> Fields => fields;

        public DateTimeOffset MadeAt => madeAt;

        public string State { get; set; } = "IN_PROGRESS";

        public string Fails { get; set; } = "";

        public int Looks { get; set; }

        public string? Post { get; set; }

        public string this[string field] => fields.GetValueOrDefault(field) ?? "";
    }

    public ConcurrentDictionary<string, Container> Containers { get; } = new();

    /// <summary>How often a container with media says IN_PROGRESS before it is finished; words are finished at once.</summary>
    public int LooksUntilFinished { get; set; } = 1;

    /// <summary>The next containers end as ERROR with this `error_message`; empty ends well.</summary>
    public string EndsWith { get; set; } = "";

    /// <summary>Posts, answers and deletions in a rolling 24 hours.</summary>
    public int Quota { get; set; } = 250;

    public int ReplyQuota { get; set; } = 1000;

    public int DeleteQuota { get; set; } = 100;

    public Dictionary<string, JsonNode> Metrics { get; } = new() { ["views"] = 210, ["likes"] = 11, ["replies"] = 3, ["reposts"] = 2, ["quotes"] = 1, ["shares"] = 4 };

    public async Task<GraphReply?> Serve(GraphCall call) => call.Path switch
    {
        [Id or "me"] => GraphReply.Ok(new JsonObject { ["id"] = Id, ["username"] = Username, ["name"] = "Puskesmas Melati", ["threads_biography"] = "" }),
        [Id or "me", "threads"] => call.Method == "POST" ? await Make(call) : threads.Talk.Own(call, replies: false),
        [Id or "me", "replies"] => threads.Talk.Own(call, replies: true),
        [Id or "me", "threads_publish"] when call.Method == "POST" => Publish(call),
        [Id or "me", "threads_publishing_limit"] => GraphReply.List([Limits()]),
        [Id or "me", "threads_insights"] => PageStandIn.Insights(call, new() { ["views"] = 900, ["likes"] = 40, ["replies"] = 9, ["reposts"] = 4, ["quotes"] = 1, ["followers_count"] = 320 }),
        [var container] when Containers.TryGetValue(container, out var found) => Look(found),
        [var post, "insights"] when threads.Talk.Posts.ContainsKey(post) => PageStandIn.Insights(call, Metrics),
        [var post] when call.Method == "DELETE" && threads.Talk.Posts.TryGetValue(post, out var found) => Delete(found),
        _ => null,
    };

    /// <summary>Characters as the network counts them.</summary>
    public int Length(string text) => !threads.Facts.CountsEmojiAsBytes ? new StringInfo(text).LengthInTextElements
        : text.EnumerateRunes().Sum(rune => rune.Value > 0xFFFF ? rune.Utf8SequenceLength : 1);

    private async Task<GraphReply> Make(GraphCall call)
    {
        var kind = call["media_type"];
        if (Unfit(call, kind) is { } unfit)
            return unfit;
        foreach (var address in new[] { call["image_url"], call["video_url"] }.Where(one => one.Length > 0))
            if (await threads.Media.Fetch(address) is not { } bytes || (call["image_url"] == address && (bytes.Length > 8 << 20 || !(GraphMedia.IsJpeg(bytes) || GraphMedia.IsPng(bytes)))))
                return GraphReply.Error(100, "The media could not be fetched from this URI", 2207052, status: 400);
        var container = new Container(threads.NextId(), kind, call.Fields.Where(field => field.Key is not ("access_token" or "appsecret_proof")).ToDictionary(), threads.Time.GetUtcNow()) { Fails = EndsWith };
        Containers[container.Id] = container;
        return GraphReply.Id(container.Id);
    }

    private GraphReply? Unfit(GraphCall call, string kind)
    {
        if (kind is not ("TEXT" or "IMAGE" or "VIDEO" or "CAROUSEL"))
            return GraphReply.Error(100, "Param media_type must be one of {TEXT, IMAGE, VIDEO, CAROUSEL}");
        if (Length(call["text"]) > 500)
            return GraphReply.Error(100, "Param text must be at most 500 characters long.", 4279009);
        if (Regex.Count(call["text"] + " " + call["link_attachment"], "https?://") > threads.Facts.MostLinks)
            return GraphReply.Error(100, "The post contains too many links.", 4279043);
        if (call["alt_text"].Length > 0 && (!threads.Facts.TakesAltText || kind is "TEXT" or "CAROUSEL"))
            return GraphReply.Error(100, "Unexpected parameter alt_text");
        if (call["alt_text"].Length > 1000)
            return GraphReply.Error(100, "Param alt_text must be at most 1000 characters long.");
        if (call["reply_to_id"].Length > 0 && !threads.Talk.Posts.ContainsKey(call["reply_to_id"]))
            return GraphReply.Error(24, "The requested resource does not exist", 4279009, status: 400);
        var children = call["children"].Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(child => child.Trim('"', ' ')).ToList();
        return kind switch
        {
            "TEXT" when call["text"].Length == 0 => GraphReply.Error(100, "Param text is required for media_type TEXT"),
            "IMAGE" when call["image_url"].Length == 0 => GraphReply.Error(100, "Param image_url is required for media_type IMAGE"),
            "VIDEO" when call["video_url"].Length == 0 => GraphReply.Error(100, "Param video_url is required for media_type VIDEO"),
            "CAROUSEL" when children.Count is < 2 or > 20 || children.Any(child => !Containers.TryGetValue(child, out var found) || found["is_carousel_item"] != "true") =>
                GraphReply.Error(100, "Carousel children must be between 2 and 20 containers with is_carousel_item", 4279012),
            _ => null,
        };
    }

    private void Age(Container container)
    {
        if (container.State is "IN_PROGRESS" && container.Looks >= (container.Kind == "TEXT" ? 0 : LooksUntilFinished))
            container.State = container.Fails.Length > 0 ? "ERROR" : "FINISHED";
        if (container.State is not "PUBLISHED" && threads.Time.GetUtcNow() - container.MadeAt > threads.Facts.ContainerLife)
            container.State = "EXPIRED";
    }

    private GraphReply Look(Container container)
    {
        Age(container);
        container.Looks++;
        var told = new JsonObject { ["id"] = container.Id, ["status"] = container.State == "PUBLISHED" && !threads.Facts.TellsContainersPublished ? "FINISHED" : container.State };
        if (container.State == "ERROR")
            told["error_message"] = container.Fails;
        return GraphReply.Ok(told);
    }

    private GraphReply Publish(GraphCall call)
    {
        if (!Containers.TryGetValue(call["creation_id"], out var container))
            return GraphReply.Error(24, "The requested resource does not exist", 4279009, status: 400);
        Age(container);
        if (container.State is "EXPIRED" or "ERROR" or "IN_PROGRESS" || container["is_carousel_item"] == "true")
            return GraphReply.Error(24, "Media Not Found", 4279009, status: 400, userWords: "The media with this creation id cannot be found or is not ready.");
        if (container.State == "PUBLISHED")
            return GraphReply.Error(100, "The media was already published", 4279014, status: 400);
        var isReply = container["reply_to_id"].Length > 0;
        if (Used(isReply) >= (isReply ? ReplyQuota : Quota))
            return GraphReply.Error(threads.Facts.QuotaCode, "Application request limit reached", 2207042, status: 403);
        (container.State, container.Post) = ("PUBLISHED", threads.Talk.Stands(container["text"], container["reply_to_id"], own: true, container).Id);
        published.Enqueue((threads.Time.GetUtcNow(), isReply));
        return GraphReply.Id(container.Post);
    }

    private GraphReply Delete(ThreadsTalk.Post post)
    {
        if (!threads.Facts.DeletesPosts)
            return GraphReply.Error(100, "Unsupported delete request.", 33, type: "GraphMethodException");
        if (!post.Own)
            return GraphReply.Error(10, "You can only delete your own posts");
        if (deleted.Count(at => at > threads.Time.GetUtcNow().AddDays(-1)) >= DeleteQuota)
            return GraphReply.Error(threads.Facts.QuotaCode, "Application request limit reached", 2207042, status: 403);
        threads.Talk.Posts.TryRemove(post.Id, out _);
        deleted.Enqueue(threads.Time.GetUtcNow());
        return GraphReply.Ok(new JsonObject { ["success"] = true, ["deleted_id"] = post.Id });
    }

    private int Used(bool replies) => published.Count(one => one.Reply == replies && one.At > threads.Time.GetUtcNow().AddDays(-1));

    private JsonObject Limits()
    {
        JsonObject Config(int total) => new() { ["quota_total"] = total, ["quota_duration"] = 86_400 };
        return new()
        {
            ["quota_usage"] = Used(replies: false), ["config"] = Config(Quota), ["reply_quota_usage"] = Used(replies: true), ["reply_config"] = Config(ReplyQuota),
            ["delete_quota_usage"] = deleted.Count(at => at > threads.Time.GetUtcNow().AddDays(-1)), ["delete_config"] = Config(DeleteQuota),
        };
    }
}
