using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>A page on Facebook: what stands on it, what is said under it, and what is told of it. Videos are in <see cref="VideoStandIn"/>, talk in <see cref="TalkStandIn"/>.</summary>
internal sealed class PageStandIn
{
    public const string Id = "111", Name = "Puskesmas Melati";
    public const int LongestText = 63_206, MostPhotos = 10, MostPhotoBytes = 4 << 20;
    private readonly GraphStandIn graph;

    public PageStandIn(GraphStandIn graph) => (this.graph, Videos, Talk, Stories, Ratings) = (graph, new(graph, this), new(graph), new(graph, this), new(graph));

    /// <summary>A post as it stands.</summary>
    public sealed record Post(string Id, JsonObject Values, DateTimeOffset CreatedAt, IReadOnlyList<string> Photos)
    {
        public string Message => Values["message"]?.GetValue<string>() ?? "";
    }

    public VideoStandIn Videos { get; }

    public TalkStandIn Talk { get; }

    public PageStories Stories { get; }

    public PageRatings Ratings { get; }

    /// <summary>Whether the person has a role on the page.</summary>
    public bool Given { get; set; } = true;

    public ConcurrentDictionary<string, Post> Posts { get; } = new();

    /// <summary>Photos by number; whether each stands on the page or waits for a post.</summary>
    public ConcurrentDictionary<string, (byte[] Bytes, string Alt, bool Published)> Photos { get; } = new();

    /// <summary>The figures of a post, by metric; one that is not here fails the whole call.</summary>
    public Dictionary<string, JsonNode> Metrics { get; } = new()
    {
        ["post_media_view"] = 120, ["post_total_media_view_unique"] = 90, ["post_clicks"] = 7, ["post_reactions_by_type_total"] = new JsonObject { ["like"] = 5, ["love"] = 2 },
    };

    public async Task<GraphReply?> Serve(GraphCall call) => call.Path switch
    {
        [Id or "me"] => GraphReply.Ok(new JsonObject { ["id"] = Id, ["name"] = Name, ["link"] = $"https://www.facebook.com/{Id}", ["instagram_business_account"] = new JsonObject { ["id"] = InstagramStandIn.Id } }),
        [Id or "me", "feed"] => call.Method == "POST" ? Publish(call) : Feed(call),
        [Id or "me", "photos"] when call.Method == "POST" => await Photo(call),
        [Id or "me", "subscribed_apps"] => call.Method == "POST" ? graph.Webhooks.Subscribe(call, instagram: false) : GraphReply.List(graph.Webhooks.Subscribed.Select(field => (JsonNode)field)),
        [var post, "insights"] when Posts.ContainsKey(post) => Insights(call, Metrics),
        [var post] when Posts.ContainsKey(post) => OfPost(call, post),
        [var photo] when Photos.ContainsKey(photo) => OfPhoto(call, photo),
        _ => await Videos.Serve(call) ?? Stories.Serve(call) ?? Ratings.Serve(call) ?? Talk.Serve(call),
    };

    /// <summary>Somebody else posts on the page by hand, or a video becomes a post.</summary>
    public string Stands(string message, params IReadOnlyList<string> photos)
    {
        var id = $"{Id}_{graph.NextId("9")}";
        Posts[id] = new(id, new JsonObject { ["message"] = message }, graph.Time.GetUtcNow(), photos);
        return id;
    }

    public static GraphReply Insights(GraphCall call, Dictionary<string, JsonNode> known)
    {
        var asked = call["metric"].Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (asked.Length == 0 || asked.FirstOrDefault(metric => !known.ContainsKey(metric)) is not null)
            return GraphReply.Error(100, "The value must be a valid insights metric");
        return GraphReply.List(asked.Select(metric => (JsonNode)new JsonObject
        {
            ["name"] = metric, ["period"] = "lifetime", ["values"] = new JsonArray(new JsonObject { ["value"] = known[metric].DeepClone() }), ["id"] = $"{call.Path[0]}/insights/{metric}/lifetime",
        }));
    }

    private GraphReply Publish(GraphCall call)
    {
        if (call["message"].Length > LongestText)
            return GraphReply.Error(100, "Param message must be a string of at most 63206 characters", 1346003);
        var photos = Attached(call);
        if (photos.Count > MostPhotos || photos.Any(photo => !Photos.ContainsKey(photo)))
            return GraphReply.Error(100, "Invalid photo ids in attached_media", 1366046);
        if (photos.Any(photo => Photos[photo].Published))
            return GraphReply.Error(100, "Photos were already posted.", 1366051);
        if (call["message"].Length == 0 && call["link"].Length == 0 && photos.Count == 0)
            return GraphReply.Error(100, "The parameter message is required", 1349125);
        if (call["link"].Length > 0 && !Uri.TryCreate(call["link"], UriKind.Absolute, out _))
            return GraphReply.Error(100, "(#100) link URL is not properly formatted", 1609005);
        foreach (var photo in photos)
            Photos[photo] = Photos[photo] with { Published = true };
        var id = Stands(call["message"], photos);
        if (call["link"].Length > 0)
            Posts[id].Values["link"] = call["link"];
        return GraphReply.Ok(With(call, new JsonObject { ["id"] = id }, Posts[id]));
    }

    private static List<string> Attached(GraphCall call)
    {
        var whole = call["attached_media"].Length > 0 ? JsonNode.Parse(call["attached_media"])!.AsArray().Select(one => one!) : [];
        var single = Enumerable.Range(0, 20).Select(number => call[$"attached_media[{number}]"]).Where(one => one.Length > 0).Select(one => JsonNode.Parse(one)!);
        return [.. whole.Concat(single).Select(one => one["media_fbid"]!.ToString())];
    }

    private async Task<GraphReply> Photo(GraphCall call)
    {
        if (call["alt_text_custom"].Length > 0 && !graph.Facts.TakesAltText)
            return GraphReply.Error(100, "Unexpected parameter alt_text_custom");
        var bytes = call.Files.GetValueOrDefault("source") ?? (call["url"].Length > 0 ? await graph.Media.Fetch(call["url"]) : null);
        if (bytes is null)
            return GraphReply.Error(324, "Missing or invalid image file", 2069019, status: 400);
        if (bytes.Length >= MostPhotoBytes || !(GraphMedia.IsJpeg(bytes) || GraphMedia.IsPng(bytes)))
            return GraphReply.Error(100, "Photos should be smaller than 4 MB and saved as JPG or PNG", 1366046);
        var (id, shown) = (graph.NextId("8"), call["published"] != "false");
        Photos[id] = (bytes, call["alt_text_custom"], shown);
        return shown ? GraphReply.Ok(new JsonObject { ["id"] = id, ["post_id"] = Stands(call["message"] + call["caption"], id) }) : GraphReply.Id(id);
    }

    private GraphReply OfPhoto(GraphCall call, string id) => call.Method == "DELETE" && Photos.TryRemove(id, out _)
        ? GraphReply.Success : GraphReply.Ok(new JsonObject { ["id"] = id, ["link"] = $"https://www.facebook.com/photo/{id}" });

    private GraphReply OfPost(GraphCall call, string id)
    {
        switch (call.Method)
        {
            case "DELETE":
                Posts.TryRemove(id, out _);
                return GraphReply.Success;
            case "POST":
                if (call["message"].Length > LongestText)
                    return GraphReply.Error(100, "Param message must be a string of at most 63206 characters");
                Posts[id].Values["message"] = call["message"];
                return GraphReply.Success;
            default:
                return GraphReply.Ok(With(call, new JsonObject { ["id"] = id }, Posts[id]));
        }
    }

    private JsonObject With(GraphCall call, JsonObject told, Post post)
    {
        foreach (var field in call.Asked)
            if (field switch
            {
                "message" => post.Message,
                "permalink_url" => $"https://www.facebook.com/{Id}/posts/{post.Id.Split('_')[1]}",
                "created_time" => Told(post.CreatedAt),
                "shares" => new JsonObject { ["count"] = 3 },
                "reactions" or "likes" => new JsonObject { ["data"] = new JsonArray(), ["summary"] = new JsonObject { ["total_count"] = 7 } },
                "comments" => Talk.Under(post.Id),
                "attachments" => new JsonObject { ["data"] = new JsonArray([.. post.Photos.Select(photo => new JsonObject { ["type"] = "photo", ["target"] = new JsonObject { ["id"] = photo } })]) },
                _ => (JsonNode?)null,
            } is { } value)
                told[field] = value;
        return told;
    }

    private GraphReply Feed(GraphCall call)
    {
        // `since` looks at the time of the post, not of what is said under it.
        var since = long.TryParse(call["since"], out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;
        var limit = int.TryParse(call["limit"], out var most) ? Math.Min(most, 100) : 25;
        var skip = int.TryParse(call["after"], out var passed) ? passed : 0;
        var all = Posts.Values.Where(post => post.CreatedAt >= since).OrderByDescending(post => post.CreatedAt).ThenByDescending(post => post.Id, StringComparer.Ordinal).ToList();
        var answer = new JsonObject { ["data"] = new JsonArray([.. all.Skip(skip).Take(limit).Select(post => With(call, new JsonObject { ["id"] = post.Id }, post))]) };
        if (all.Count > skip + limit)
            answer["paging"] = new JsonObject
            {
                ["cursors"] = new JsonObject { ["after"] = $"{skip + limit}" },
                // Without the token when that came in a header.
                ["next"] = $"{graph.Url}/v26.0/{Id}/feed?fields={Uri.EscapeDataString(call["fields"])}&limit={limit}&since={call["since"]}&after={skip + limit}"
                    + (call.Fields.ContainsKey("access_token") ? $"&access_token={call.Token}" : ""),
            };
        return GraphReply.Ok(answer);
    }

    /// <summary>An instant as the Graph API writes it.</summary>
    public static string Told(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss+0000", System.Globalization.CultureInfo.InvariantCulture);
}
