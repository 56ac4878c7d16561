using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.LinkedIn;

/// <summary>What stands on the page.</summary>
internal sealed class LinkedInPosts(LinkedInStandIn linkedIn)
{
    public const int LongestText = 3000;

    /// <param name="Told">The body that it came as, character for character.</param>
    public sealed record Post(string Urn, JsonObject Told, DateTimeOffset At)
    {
        public string Commentary { get; init; } = Told["commentary"]?.ToString() ?? "";

        /// <summary>What readers see of it.</summary>
        public string Shown => LittleText.Shown(Commentary);

        /// <summary>The media that it carries.</summary>
        public IReadOnlyList<string> Media => Told["content"] is not JsonObject content ? []
            : content["media"]?["id"] is { } one ? [one.ToString()] : [.. content["multiImage"]?["images"]?.AsArray().Select(image => image!["id"]!.ToString()) ?? []];
    }

    public ConcurrentDictionary<string, Post> All { get; } = new();

    /// <summary>What the network counts of every post.</summary>
    public Dictionary<string, JsonNode> Figures { get; } = new()
    {
        ["impressionCount"] = 210, ["uniqueImpressionsCount"] = 150, ["clickCount"] = 11, ["likeCount"] = 8, ["commentCount"] = 2, ["shareCount"] = 1, ["engagement"] = 0.1,
    };

    public WireReply? Serve(WireCall call) => (call.Method, call.Path) switch
    {
        ("POST", ["rest", "posts"]) => Create(call),
        ("GET", ["rest", "posts"]) => List(call),
        ("POST", ["rest", "posts", var urn]) => Edit(call, urn),
        ("GET", ["rest", "posts", var urn]) => All.TryGetValue(urn, out var post) ? WireReply.Of(Told(post)) : LinkedInAnswers.NotFound,
        ("DELETE", ["rest", "posts", var urn]) => Delete(urn),
        ("GET", ["rest", "organizationalEntityShareStatistics"]) => Statistics(call),
        _ => null,
    };

    /// <summary>A post that stands already; its number.</summary>
    public string Stands(string commentary)
    {
        var post = new Post($"urn:li:{linkedIn.Facts.PostsAre}:{linkedIn.NextId()}", new JsonObject { ["author"] = LinkedInStandIn.Page, ["commentary"] = commentary }, linkedIn.Now);
        All[post.Urn] = post;
        return post.Urn;
    }

    private WireReply Create(WireCall call)
    {
        if (call.Json is not { } told || Unfit(told) is not { } unfit)
            return call.Json is { } whole ? Keep(whole) : LinkedInAnswers.Invalid("The body must be JSON.");
        return unfit;
    }

    private WireReply Keep(JsonObject told)
    {
        var commentary = told["commentary"]?.ToString() ?? "";
        if (linkedIn.Facts.RefusesDuplicates && commentary.Length > 0 && All.Values.Any(post => post.Commentary == commentary && post.At > linkedIn.Now.AddDays(-1) && JsonNode.DeepEquals(post.Told["content"], told["content"])))
            return LinkedInAnswers.Error(linkedIn.Facts.DuplicateStatus, "Content is a duplicate of an earlier post", 10);
        var post = new Post($"urn:li:{linkedIn.Facts.PostsAre}:{linkedIn.NextId()}", (JsonObject)told.DeepClone(), linkedIn.Now);
        All[post.Urn] = post;
        return new(201, linkedIn.Facts.NumberInHeader ? null : new JsonObject { ["id"] = post.Urn }, ("x-restli-id", post.Urn), ("Location", $"/posts/{Uri.EscapeDataString(post.Urn)}"));
    }

    private WireReply? Unfit(JsonObject told)
    {
        if (told["author"]?.ToString() != LinkedInStandIn.Page)
            return LinkedInAnswers.NotAllowed;
        if (told["visibility"]?.ToString() != "PUBLIC" || told["lifecycleState"]?.ToString() != "PUBLISHED" || told["distribution"]?["feedDistribution"]?.ToString() is not ("MAIN_FEED" or "NONE"))
            return LinkedInAnswers.Invalid("visibility, lifecycleState and distribution are required");
        var commentary = told["commentary"]?.ToString() ?? "";
        if ((linkedIn.Facts.CountsEscaped ? commentary : LittleText.Shown(commentary)).Length > LongestText)
            return LinkedInAnswers.Error(400, "commentary exceeds the maximum length of 3000 characters", 100);
        if (commentary.Length == 0 && told["content"] is null)
            return LinkedInAnswers.Invalid("commentary or content is required");
        return told["content"] is JsonObject content ? BadContent(content) : null;
    }

    private WireReply? BadContent(JsonObject content)
    {
        if (content.Count != 1)
            return LinkedInAnswers.Invalid("content holds exactly one of media, multiImage, article, poll");
        if (content["article"] is JsonObject article)
            return Uri.TryCreate(article["source"]?.ToString(), UriKind.Absolute, out _) && article["title"]?.ToString() is { Length: > 0 } ? Media([article["thumbnail"]?.ToString()]) : LinkedInAnswers.Invalid("article needs source and title");
        if (content["multiImage"] is JsonObject several)
        {
            var images = several["images"]?.AsArray().Select(image => image?["id"]?.ToString()).ToList() ?? [];
            return images.Count < 2 || images.Count > linkedIn.Facts.MostPictures || images.Any(image => image?.StartsWith("urn:li:image:", StringComparison.Ordinal) != true)
                ? LinkedInAnswers.Invalid($"multiImage takes 2 to {linkedIn.Facts.MostPictures} images") : Media(images);
        }
        if (content["media"] is JsonObject media)
            return media["id"]?.ToString().StartsWith("urn:li:document:", StringComparison.Ordinal) == true && media["title"] is null ? LinkedInAnswers.Invalid("a document needs a title") : Media([media["id"]?.ToString() ?? "-"]);
        return content["poll"] is JsonObject poll && poll["options"]?.AsArray().Count is >= 2 and <= 4 ? null : LinkedInAnswers.Invalid("content is not known");
    }

    private WireReply? Media(IEnumerable<string?> urns) => urns.Any(urn => urn is not null && !(linkedIn.Media.Uploads.TryGetValue(urn, out var found) && (linkedIn.Media.IsReady(urn) || (found.Finished && linkedIn.Facts.TakesUnreadyMedia))))
        ? LinkedInAnswers.Error(400, "Media is not available: it does not exist or is still being processed", 100) : null;

    private WireReply List(WireCall call)
    {
        if (call["q"] != "author" || call["author"] != LinkedInStandIn.Page)
            return LinkedInAnswers.NotAllowed;
        var (start, count) = (Number(call["start"], 0), Number(call["count"], 10));
        var all = All.Values.Where(post => post.At + linkedIn.Facts.ListsAfter <= linkedIn.Now).OrderByDescending(post => post.At).ThenByDescending(post => post.Urn, StringComparer.Ordinal).ToList();
        return LinkedInAnswers.Elements(all.Skip(start).Take(count).Select(post => (JsonNode)Told(post)), start, count, all.Count);
    }

    private WireReply Edit(WireCall call, string urn)
    {
        if (call.Header("X-RestLi-Method") != "PARTIAL_UPDATE" || call.Json?["patch"]?["$set"]?["commentary"]?.ToString() is not { } words)
            return LinkedInAnswers.Invalid("A partial update sets the commentary");
        if (!All.TryGetValue(urn, out var post))
            return LinkedInAnswers.NotFound;
        All[urn] = post with { Commentary = words };
        return new(204);
    }

    // Repeating it is harmless.
    private WireReply Delete(string urn)
    {
        All.TryRemove(urn, out _);
        return new(204);
    }

    private WireReply Statistics(WireCall call)
    {
        var asked = (call["shares"] + call["ugcPosts"]).Replace("List(", ",", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString);
        if (call["q"] != "organizationalEntity" || call["organizationalEntity"] != LinkedInStandIn.Page)
            return LinkedInAnswers.NotAllowed;
        return LinkedInAnswers.Elements(asked.Where(All.ContainsKey).Select(urn => (JsonNode)new JsonObject
        {
            ["organizationalEntity"] = LinkedInStandIn.Page, [linkedIn.Facts.PostsAre == "share" ? "share" : "ugcPost"] = urn,
            ["totalShareStatistics"] = new JsonObject(Figures.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, figure.Value.DeepClone()))),
        }));
    }

    private static JsonObject Told(Post post)
    {
        var told = (JsonObject)post.Told.DeepClone();
        (told["id"], told["commentary"], told["createdAt"], told["publishedAt"]) = (post.Urn, post.Commentary, post.At.ToUnixTimeMilliseconds(), post.At.ToUnixTimeMilliseconds());
        return told;
    }

    internal static int Number(string text, int other) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : other;
}
