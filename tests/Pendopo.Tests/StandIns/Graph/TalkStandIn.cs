using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>What is said under posts of the page and written to it in private, with the rules of both: two levels, 24 hours, once in 7 days.</summary>
internal sealed class TalkStandIn(GraphStandIn graph)
{
    /// <summary>Something said under a post. `Parent` is null at the first level.</summary>
    public sealed record Comment(string Id, string Post, string? Parent, string Text, string Author, string AuthorId, DateTimeOffset At, bool Hidden = false, string? Picture = null);

    /// <summary>A private message: `FromPage` when the page wrote it.</summary>
    public sealed record Letter(string Id, string Person, string Text, bool FromPage, DateTimeOffset At, string Kind, string? Tag);

    public ConcurrentDictionary<string, Comment> Comments { get; } = new();

    public ConcurrentDictionary<string, Letter> Letters { get; } = new();

    /// <summary>Comments that were answered in private.</summary>
    public ConcurrentDictionary<string, string> AnsweredAlone { get; } = new();

    /// <summary>Somebody says something under a post.</summary>
    public Comment Says(string post, string text, string? parent = null, string author = "Siti", string authorId = "77") => Keep(post, parent, text, author, authorId);

    /// <summary>Somebody writes to the page in private.</summary>
    public Letter Writes(string person, string text) => KeepLetter(person, text, fromPage: false, "RESPONSE", null);

    public GraphReply? Serve(GraphCall call) => call.Path switch
    {
        [var post, "comments"] when graph.Page.Posts.ContainsKey(post) || graph.Page.Ratings.Answerable(post) => call.Method == "POST" ? Answer(call, post, null) : GraphReply.Ok(Under(post)),
        [var comment, "comments"] when Comments.TryGetValue(comment, out var above) => call.Method == "POST" ? Answer(call, above.Post, above.Parent ?? above.Id) : GraphReply.Ok(Below(above)),
        [var comment, "likes"] when Comments.ContainsKey(comment) => GraphReply.Success,
        [var comment] when Comments.TryGetValue(comment, out var found) => OfComment(call, found),
        [PageStandIn.Id or "me", "conversations"] => GraphReply.List(Letters.Values.GroupBy(letter => letter.Person).Select(talk => (JsonNode)new JsonObject
        {
            ["id"] = $"t_{talk.Key}", ["updated_time"] = PageStandIn.Told(talk.Max(letter => letter.At)),
        })),
        [var talk, "messages"] when talk.StartsWith("t_", StringComparison.Ordinal) => GraphReply.List(Letters.Values.Where(letter => letter.Person == talk[2..]).OrderByDescending(letter => letter.At).Select(Told)),
        [PageStandIn.Id or "me", "messages"] when call.Method == "POST" => Send(call),
        _ => null,
    };

    public JsonObject Under(string post) => Listed(Comments.Values.Where(comment => comment.Post == post));

    private JsonObject Below(Comment above) => Listed(Comments.Values.Where(comment => comment.Parent == above.Id));

    private JsonObject Listed(IEnumerable<Comment> comments)
    {
        var told = comments.OrderBy(comment => comment.At).Select(Told).ToList();
        return new() { ["data"] = new JsonArray([.. told]), ["summary"] = new JsonObject { ["total_count"] = told.Count } };
    }

    private JsonNode Told(Comment comment)
    {
        var told = new JsonObject
        {
            ["id"] = comment.Id, ["message"] = comment.Text, ["created_time"] = PageStandIn.Told(comment.At), ["permalink_url"] = $"https://www.facebook.com/{comment.Post}?comment_id={comment.Id}",
            ["is_hidden"] = comment.Hidden,
        };
        if (comment.Parent is { } parent)
            told["parent"] = new JsonObject { ["id"] = parent };
        if (graph.Facts.TellsAuthors)
            told["from"] = new JsonObject { ["id"] = comment.AuthorId, ["name"] = comment.Author };
        return told;
    }

    private JsonNode Told(Letter letter) => new JsonObject
    {
        ["id"] = letter.Id, ["message"] = letter.Text, ["created_time"] = PageStandIn.Told(letter.At),
        ["from"] = letter.FromPage ? new JsonObject { ["id"] = PageStandIn.Id, ["name"] = PageStandIn.Name } : new JsonObject { ["id"] = letter.Person, ["name"] = "Siti" },
    };

    // Threads are two levels deep: what answers an answer stands beside it.
    private GraphReply Answer(GraphCall call, string post, string? parent) =>
        call["message"].Length == 0 && call["attachment_url"].Length == 0 ? GraphReply.Error(100, "The parameter message is required")
        : call["message"].Length > 8000 ? GraphReply.Error(1705, "The comment is too long", status: 400)
        : GraphReply.Id(Keep(post, parent, call["message"], PageStandIn.Name, PageStandIn.Id).Id);

    private GraphReply OfComment(GraphCall call, Comment comment)
    {
        if (call.Method == "DELETE")
        {
            Comments.TryRemove(comment.Id, out _);
            return GraphReply.Success;
        }
        if (call.Method == "GET")
            return GraphReply.Ok(Told(comment));
        if (call["is_hidden"].Length > 0)
            Comments[comment.Id] = comment with { Hidden = call.Is("is_hidden") };
        else if (comment.AuthorId != PageStandIn.Id)
            return GraphReply.Error(200, "You can only edit your own comments");
        else
            Comments[comment.Id] = comment with { Text = call["message"] };
        return GraphReply.Success;
    }

    private GraphReply Send(GraphCall call)
    {
        var to = JsonNode.Parse(call["recipient"].Length > 0 ? call["recipient"] : "{}")!;
        var text = JsonNode.Parse(call["message"].Length > 0 ? call["message"] : "{}")!["text"]?.GetValue<string>() ?? "";
        if (text.Length is 0 or > 2000)
            return GraphReply.Error(100, "Length of param message[text] must be less than or equal to 2000");
        if (to["comment_id"]?.ToString() is { } comment)
            return Alone(comment, text);
        var person = to["id"]?.ToString() ?? "";
        if (Letters.Values.Where(letter => letter.Person == person && !letter.FromPage).MaxBy(letter => letter.At) is not { } last)
            return GraphReply.Error(100, "No matching user found", 2018001);
        var age = graph.Time.GetUtcNow() - last.At;
        var tagged = call["messaging_type"] == "MESSAGE_TAG" && call["tag"] == "HUMAN_AGENT";
        if (age > (tagged ? TimeSpan.FromDays(7) : TimeSpan.FromHours(24)))
            return GraphReply.Error(10, "This message is sent outside of allowed window.", 2018278);
        var letter = KeepLetter(person, text, fromPage: true, call["messaging_type"], call["tag"]);
        return GraphReply.Ok(new JsonObject { ["recipient_id"] = person, ["message_id"] = letter.Id });
    }

    private GraphReply Alone(string id, string text)
    {
        if (!graph.Facts.PageRepliesPrivately)
            return GraphReply.Error(10, "Application does not have permission for this action");
        if (!Comments.TryGetValue(id, out var comment) || graph.Time.GetUtcNow() - comment.At > TimeSpan.FromDays(7))
            return GraphReply.Error(10900, "Activity replying to is invalid or too old", status: 400);
        if (!AnsweredAlone.TryAdd(id, text))
            return GraphReply.Error(10900, "Activity already replied to", status: 400);
        return GraphReply.Ok(new JsonObject { ["recipient_id"] = comment.AuthorId, ["message_id"] = KeepLetter(comment.AuthorId, text, fromPage: true, "RESPONSE", null).Id });
    }

    private Comment Keep(string post, string? parent, string text, string author, string authorId)
    {
        var id = $"{post}_{graph.NextId("5")}";
        return Comments[id] = new(id, post, parent, text, author, authorId, graph.Time.GetUtcNow());
    }

    private Letter KeepLetter(string person, string text, bool fromPage, string kind, string? tag)
    {
        var id = graph.NextId("m_");
        return Letters[id] = new(id, person, text, fromPage, graph.Time.GetUtcNow(), kind, tag);
    }
}
