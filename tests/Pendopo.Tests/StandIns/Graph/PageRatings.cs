using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>Recommendations of a page. The network's own pages disagree whether they are still told: <see cref="GraphFacts.RatingsServed"/>.</summary>
internal sealed class PageRatings(GraphStandIn graph)
{
    public sealed record Rating(string Story, string Reviewer, string ReviewerId, bool Recommends, string Text, DateTimeOffset At);

    public ConcurrentDictionary<string, Rating> Given { get; } = new();

    /// <summary>Somebody recommends the page, or advises against it.</summary>
    public Rating Says(string text, bool recommends = true, string reviewer = "Siti", string reviewerId = "77")
    {
        var story = graph.NextId("44");
        return Given[story] = new(story, reviewer, reviewerId, recommends, text, graph.Time.GetUtcNow());
    }

    public bool Answerable(string story) => graph.Facts.RatingsAnswered && Given.ContainsKey(story);

    public GraphReply? Serve(GraphCall call) => call.Path switch
    {
        [PageStandIn.Id or "me", "ratings"] => graph.Facts.RatingsServed ? GraphReply.List(Given.Values.OrderByDescending(rating => rating.At).Select(rating => Told(call, rating))) : Deprecated,
        [var story] when Given.ContainsKey(story) => Deprecated,
        _ => null,
    };

    private static GraphReply Deprecated => GraphReply.Error(12, "(#12) Recommendation is deprecated for versions v22.0 and higher", status: 400);

    private JsonObject Told(GraphCall call, Rating rating)
    {
        var told = new JsonObject { ["created_time"] = PageStandIn.Told(rating.At), ["recommendation_type"] = rating.Recommends ? "positive" : "negative", ["review_text"] = rating.Text };
        if (graph.Facts.TellsAuthors)
            told["reviewer"] = new JsonObject { ["id"] = rating.ReviewerId, ["name"] = rating.Reviewer };
        if (call.Asked.Contains("open_graph_story"))
            told["open_graph_story"] = new JsonObject { ["id"] = rating.Story };
        return told;
    }
}
