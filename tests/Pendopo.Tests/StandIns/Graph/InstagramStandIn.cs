using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>A professional account on Instagram: containers that become media in their own time, a quota of a day, what stands and what is told of it.
/// What is said there is in <see cref="InstagramTalk"/>.</summary>
internal sealed class InstagramStandIn
{
    public const string Id = "17841400000000001", Username = "puskesmas.melati";
    private readonly GraphStandIn graph;
    private readonly ConcurrentQueue<DateTimeOffset> published = new();

    public InstagramStandIn(GraphStandIn graph) => (this.graph, Talk) = (graph, new(graph, this));

    /// <summary>What is made ready; `State` as the network tells it.</summary>
    public sealed class Container(string id, string kind, IReadOnlyDictionary<string, string> fields, DateTimeOffset madeAt)
    {
        public string Id => id;

        /// <summary>IMAGE, REELS, STORIES, CAROUSEL.</summary>
        public string Kind => kind;

        public IReadOnlyDictionary<string, string> Fields => fields;

        public DateTimeOffset MadeAt => madeAt;

        public string State { get; set; } = "IN_PROGRESS";

        public int Subcode { get; set; }

        public int Looks { get; set; }

        public string? Media { get; set; }

        /// <summary>What came to the upload address of a resumable one.</summary>
        public List<byte> Bytes { get; } = [];

        public long Size { get; set; }

        public bool Resumable => fields.GetValueOrDefault("upload_type") == "resumable";

        /// <summary>Whether nothing is missing of it.</summary>
        public bool IsWhole => !Resumable || (Bytes.Count > 0 && Bytes.Count >= Size);
    }

    /// <summary>What stands on the account.</summary>
    public sealed record Medium(string Id, Container From, DateTimeOffset At, bool Comments = true)
    {
        public string Caption => From.Fields.GetValueOrDefault("caption") ?? "";
    }

    public InstagramTalk Talk { get; }

    /// <summary>Whether the account is linked with the page.</summary>
    public bool Linked { get; set; } = true;

    public ConcurrentDictionary<string, Container> Containers { get; } = new();

    public ConcurrentDictionary<string, Medium> Media { get; } = new();

    /// <summary>How often a container says IN_PROGRESS before it is finished.</summary>
    public int LooksUntilFinished { get; set; } = 1;

    /// <summary>The next containers end with this subcode of an error; 0 ends well.</summary>
    public int EndsWith { get; set; }

    /// <summary>Posts in a rolling 24 hours. The network's own pages say 25, 50 and 100: it is read.</summary>
    public int Quota { get; set; } = 100;

    public Dictionary<string, JsonNode> Metrics { get; } = new() { ["reach"] = 80, ["views"] = 130, ["likes"] = 9, ["comments"] = 2, ["saved"] = 4, ["shares"] = 1, ["total_interactions"] = 16 };

    public int QuotaUsed => published.Count(at => at > graph.Time.GetUtcNow().AddDays(-1));

    public async Task<GraphReply?> Serve(GraphCall call) => call.Path switch
    {
        [Id] => GraphReply.Ok(new JsonObject { ["id"] = Id, ["username"] = Username, ["name"] = "Puskesmas Melati" }),
        [Id, "media"] => call.Method == "POST" ? await Make(call) : GraphReply.List(Media.Values.OrderByDescending(medium => medium.At).Select(medium => Told(medium))),
        [Id, "stories"] => GraphReply.List(Media.Values.Where(medium => medium.From.Kind == "STORIES" && graph.Time.GetUtcNow() - medium.At < TimeSpan.FromHours(24)).Select(Told)),
        ["ig-api-upload", _, var id] when Containers.TryGetValue(id, out var upload) && call.Method == "POST" => await Upload(call, upload),
        [Id, "media_publish"] when call.Method == "POST" => Publish(call),
        [Id, "content_publishing_limit"] => GraphReply.List([new JsonObject { ["quota_usage"] = QuotaUsed, ["config"] = new JsonObject { ["quota_total"] = Quota, ["quota_duration"] = 86_400 } }]),
        [Id, "subscribed_apps"] when call.Method == "POST" => graph.Webhooks.Subscribe(call, instagram: true),
        [Id, "insights"] => PageStandIn.Insights(call, new() { ["reach"] = 500, ["follower_count"] = 3, ["views"] = 900, ["accounts_engaged"] = 40, ["total_interactions"] = 60 }),
        [var container] when Containers.TryGetValue(container, out var found) => Look(found),
        [var medium, "insights"] when Media.ContainsKey(medium) => PageStandIn.Insights(call, Metrics),
        [var medium] when Media.TryGetValue(medium, out var found) => OfMedium(call, found),
        _ => Talk.Serve(call),
    };

    /// <summary>A medium that stands already.</summary>
    public string Stands(string caption)
    {
        var container = new Container(graph.NextId("C"), "IMAGE", new Dictionary<string, string> { ["caption"] = caption }, graph.Time.GetUtcNow()) { State = "PUBLISHED" };
        return (container.Media = Keep(container).Id)!;
    }

    private async Task<GraphReply> Make(GraphCall call)
    {
        var kind = call["media_type"].Length > 0 ? call["media_type"] : "IMAGE";
        if (Unfit(call, kind) is { } unfit)
            return unfit;
        var container = new Container($"1800{graph.NextId("")}", kind, call.Fields.Where(field => field.Key is not ("access_token" or "appsecret_proof")).ToDictionary(), graph.Time.GetUtcNow()) { Subcode = EndsWith };
        var address = call["image_url"].Length > 0 ? call["image_url"] : call["video_url"];
        if (kind != "CAROUSEL" && call["upload_type"] != "resumable")
        {
            var bytes = address.Length > 0 ? await graph.Media.Fetch(address) : null;
            if (bytes is null)
                return GraphReply.Error(9004, "Only photo or video can be accepted as media type.", 2207052, status: 400, userWords: "The media could not be fetched from this URI");
            if (call["image_url"].Length > 0 && !GraphMedia.IsJpeg(bytes))
                return GraphReply.Error(36000, "The image format is not supported", 2207005, status: 400);
            if (bytes.Length > 8 << 20 && call["image_url"].Length > 0)
                return GraphReply.Error(36000, "The image is too large", 2207004, status: 400);
        }
        Containers[container.Id] = container;
        return container.Resumable ? GraphReply.Ok(new JsonObject { ["id"] = container.Id, ["uri"] = $"{graph.Url}/ig-api-upload/{call.Version}/{container.Id}" }) : GraphReply.Id(container.Id);
    }

    // The upload address speaks another tongue: no `error`, but what was wrong in `debug_info`.
    private async Task<GraphReply> Upload(GraphCall call, Container container)
    {
        if (call.Headers["file_url"].ToString() is { Length: > 0 } address)
        {
            if (await graph.Media.Fetch(address) is not { } fetched)
                return Broken("ProcessingFailedError", "The file could not be fetched");
            container.Bytes.AddRange(fetched);
            return Uploaded;
        }
        if (!long.TryParse(call.Headers["offset"].ToString(), out var offset) || !long.TryParse(call.Headers["file_size"].ToString(), out var size))
            return Broken("ProcessingFailedError", "Request processing failed: offset and file_size are required");
        container.Size = size;
        if (!graph.Facts.ResumesAtOffset)
            container.Bytes.Clear();
        if (offset != container.Bytes.Count || offset + call.Body.Length > size)
            return Broken("OffsetInvalidError", "The offset does not match");
        container.Bytes.AddRange(call.Body);
        return Uploaded;
    }

    private static GraphReply Uploaded => GraphReply.Ok(new JsonObject { ["success"] = true, ["message"] = "Upload successful." });

    private static GraphReply Broken(string type, string message) =>
        new(400, new JsonObject { ["debug_info"] = new JsonObject { ["retriable"] = false, ["type"] = type, ["message"] = message } });

    private GraphReply? Unfit(GraphCall call, string kind)
    {
        if (call["caption"].Length > 2200 || call["caption"].Count(letter => letter == '#') > graph.Facts.MostHashtags)
            return GraphReply.Error(36004, "The caption is too long", 2207010, status: 400);
        if (call["alt_text"].Length > 0 && kind is "REELS" or "STORIES" && call["alt_text"].Length > 0)
            return GraphReply.Error(100, "alt_text is not supported for this media type");
        if (kind != "CAROUSEL")
            return (kind is "REELS" && call.Is("is_carousel_item")) || (kind is "VIDEO" && !call.Is("is_carousel_item")) ? GraphReply.Error(100, "The media type VIDEO is for items of a carousel, REELS for what stands alone", 2207029)
                : kind is "IMAGE" or "REELS" or "STORIES" or "VIDEO" ? null : GraphReply.Error(100, "Param media_type must be one of {REELS, STORIES, CAROUSEL}");
        var children = call["children"].Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(child => child.Trim('"', ' ')).ToList();
        return children.Count is < 2 or > 10 || children.Any(child => !Containers.TryGetValue(child, out var found) || found.Fields.GetValueOrDefault("is_carousel_item") != "true")
            ? GraphReply.Error(9007, "The carousel is not complete", 2207028, status: 400) : null;
    }

    private void Age(Container container)
    {
        if (container.State is "IN_PROGRESS" && container.IsWhole && container.Looks >= LooksUntilFinished)
            container.State = container.Subcode > 0 ? "ERROR" : "FINISHED";
        if (container.State is not "PUBLISHED" && graph.Time.GetUtcNow() - container.MadeAt > graph.Facts.ContainerLife)
            container.State = "EXPIRED";
    }

    private GraphReply Look(Container container)
    {
        Age(container);
        if (container.IsWhole)
            container.Looks++;
        var told = new JsonObject
        {
            ["id"] = container.Id, ["status_code"] = container.State,
            ["status"] = container.State == "ERROR" ? $"Error: Media upload has failed with error code {container.Subcode}" : container.State == "IN_PROGRESS" ? "In Progress: Media is still being processed." : $"{container.State[0]}{container.State[1..].ToLowerInvariant()}",
        };
        if (container.Resumable && graph.Facts.TellsUploadedBytes)
            told["video_status"] = new JsonObject
            {
                ["uploading_phase"] = new JsonObject { ["status"] = container.IsWhole ? "complete" : "in_progress", ["bytes_transferred"] = container.Bytes.Count },
                ["processing_phase"] = new JsonObject { ["status"] = container.State switch { "ERROR" => "error", "FINISHED" or "PUBLISHED" => "complete", _ => container.IsWhole ? "in_progress" : "not_started" } },
            };
        return GraphReply.Ok(told);
    }

    private GraphReply Publish(GraphCall call)
    {
        if (!Containers.TryGetValue(call["creation_id"], out var container))
            return GraphReply.Error(24, "The requested resource does not exist", 2207006, status: 400, userWords: "The media with this creation id could not be found.");
        Age(container);
        if (container.State == "EXPIRED")
            return GraphReply.Error(24, "The media has expired", 2207008, status: 400);
        if (container.State == "ERROR")
            return GraphReply.Error(100, "Media upload has failed", container.Subcode);
        if (container.State == "IN_PROGRESS")
            return GraphReply.Error(9007, "Media ID is not available", 2207027, status: 400, userWords: "The media is not ready for publishing, please wait for a moment");
        // Published again, it stays the one medium.
        if (container.State == "PUBLISHED")
            return GraphReply.Error(9007, "The media was already published", 2207089, status: 400);
        if (QuotaUsed >= Quota)
            return GraphReply.Error(graph.Facts.QuotaCode, "Application request limit reached", 2207042, status: 403, userWords: "You reached the maximum number of posts that is allowed to be published by Content Publishing API.");
        (container.State, container.Media) = ("PUBLISHED", Keep(container).Id);
        published.Enqueue(graph.Time.GetUtcNow());
        return GraphReply.Id(container.Media);
    }

    private GraphReply OfMedium(GraphCall call, Medium medium)
    {
        switch (call.Method)
        {
            case "DELETE":
                return graph.Facts.DeletesMedia && Media.TryRemove(medium.Id, out _) ? GraphReply.Success : GraphReply.Error(100, "Unsupported delete request.", 33, type: "GraphMethodException");
            case "POST":
                if (call["comment_enabled"].Length == 0)
                    return GraphReply.Error(100, "The parameter comment_enabled is required");
                Media[medium.Id] = medium with { Comments = call.Is("comment_enabled") };
                return GraphReply.Success;
            default:
                return GraphReply.Ok(Told(medium));
        }
    }

    private Medium Keep(Container container)
    {
        var id = $"1795{graph.NextId("")}";
        return Media[id] = new(id, container, graph.Time.GetUtcNow());
    }

    private JsonObject Told(Medium medium) => new JsonObject
    {
        ["id"] = medium.Id, ["caption"] = medium.Caption, ["permalink"] = $"https://www.instagram.com/p/{medium.Id}/", ["timestamp"] = PageStandIn.Told(medium.At), ["media_type"] = medium.From.Kind is "REELS" or "STORIES" ? "VIDEO" : medium.From.Kind,
        ["media_product_type"] = medium.From.Kind is "REELS" ? "REELS" : medium.From.Kind is "STORIES" ? "STORY" : "FEED",
        ["like_count"] = 9, ["comments_count"] = Talk.Comments.Values.Count(comment => comment.Medium == medium.Id), ["username"] = Username, ["owner"] = new JsonObject { ["id"] = Id },
        ["comments"] = Talk.Under(medium.Id),
    };
}
