using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>Stories of a page, which end after 24 hours: one picture that was uploaded unseen, or one video that goes up in parts.</summary>
internal sealed class PageStories(GraphStandIn graph, PageStandIn page)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public sealed record Story(string Post, string Kind, string Media, DateTimeOffset At);

    public ConcurrentDictionary<string, Story> Told { get; } = new();

    public GraphReply? Serve(GraphCall call) => call.Path switch
    {
        [PageStandIn.Id or "me", "photo_stories" or "video_stories" or "stories"] when !graph.Facts.TakesStories => GraphReply.Error(3, "Application does not have the capability to make this API call."),
        [PageStandIn.Id or "me", "photo_stories"] when call.Method == "POST" => Photo(call),
        [PageStandIn.Id or "me", "video_stories"] when call.Method == "POST" => page.Videos.InParts(call, "story"),
        [PageStandIn.Id or "me", "stories"] => GraphReply.List(Told.Values.OrderByDescending(story => story.At).Select(story => (JsonNode)new JsonObject
        {
            ["post_id"] = story.Post, ["status"] = graph.Time.GetUtcNow() - story.At < Life ? "published" : "archived", ["creation_time"] = $"{story.At.ToUnixTimeSeconds()}",
            ["media_type"] = story.Kind, ["media_id"] = story.Media, ["url"] = $"https://facebook.com/stories/{PageStandIn.Id}/{story.Post}",
        })),
        [var post] when Told.ContainsKey(post) => call.Method == "DELETE" && Told.TryRemove(post, out _) ? GraphReply.Success : GraphReply.Ok(new JsonObject { ["id"] = post }),
        _ => null,
    };

    /// <summary>A story stands from now on.</summary>
    public string Tell(string kind, string media)
    {
        var post = graph.NextId("66");
        Told[post] = new(post, kind, media, graph.Time.GetUtcNow());
        return post;
    }

    private GraphReply Photo(GraphCall call)
    {
        if (!page.Photos.TryGetValue(call["photo_id"], out var photo))
            return GraphReply.Error(100, "Invalid parameter: photo_id", 1366046);
        if (photo.Published)
            return GraphReply.Error(100, "The photo was already posted.", 1366051);
        page.Photos[call["photo_id"]] = photo with { Published = true };
        return GraphReply.Ok(new JsonObject { ["success"] = true, ["post_id"] = Tell("photo", call["photo_id"]) });
    }
}
