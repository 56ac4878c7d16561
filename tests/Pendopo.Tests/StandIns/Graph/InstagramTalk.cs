using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>Comments of Instagram (one level of answers) and what is written to the account in private.</summary>
internal sealed class InstagramTalk(GraphStandIn graph, InstagramStandIn account)
{
    public sealed record Comment(string Id, string Medium, string? Parent, string Text, string Username, DateTimeOffset At, bool Hidden = false);

    public sealed record Letter(string Id, string Person, string Text, bool Ours, DateTimeOffset At);

    public ConcurrentDictionary<string, Comment> Comments { get; } = new();

    public ConcurrentDictionary<string, Letter> Letters { get; } = new();

    public ConcurrentDictionary<string, string> AnsweredAlone { get; } = new();

    /// <summary>Somebody comments on a medium.</summary>
    public Comment Says(string medium, string text, string username = "siti", string? parent = null) => Keep(medium, parent, text, username);

    /// <summary>Somebody writes in private.</summary>
    public Letter Writes(string person, string text) => KeepLetter(person, text, ours: false);

    public GraphReply? Serve(GraphCall call) => call.Path switch
    {
        [var medium, "comments"] when account.Media.TryGetValue(medium, out var found) => call.Method == "POST" ? Write(call, found.Id, null) : GraphReply.Ok(Under(found.Id)),
        [var comment, "replies"] when Comments.TryGetValue(comment, out var above) => call.Method == "POST" ? Write(call, above.Medium, above) : GraphReply.Ok(Below(above.Id)),
        [var comment] when Comments.TryGetValue(comment, out var found) => OfComment(call, found),
        [InstagramStandIn.Id, "messages"] when call.Method == "POST" => Send(call),
        [InstagramStandIn.Id, "conversations"] => GraphReply.List(Letters.Values.GroupBy(letter => letter.Person).Select(talk => (JsonNode)new JsonObject { ["id"] = $"it_{talk.Key}", ["updated_time"] = PageStandIn.Told(talk.Max(letter => letter.At)) })),
        [var talk, "messages"] when talk.StartsWith("it_", StringComparison.Ordinal) => GraphReply.List(Letters.Values.Where(letter => letter.Person == talk[3..]).Select(letter => (JsonNode)new JsonObject
        {
            ["id"] = letter.Id, ["message"] = letter.Text, ["created_time"] = PageStandIn.Told(letter.At), ["from"] = new JsonObject { ["id"] = letter.Ours ? InstagramStandIn.Id : letter.Person },
        })),
        _ => null,
    };

    public JsonObject Under(string medium) => Listed(Comments.Values.Where(comment => comment.Medium == medium && comment.Parent is null));

    private JsonObject Below(string comment) => Listed(Comments.Values.Where(one => one.Parent == comment));

    private JsonObject Listed(IEnumerable<Comment> comments) => new() { ["data"] = new JsonArray([.. comments.OrderBy(comment => comment.At).Select(Told)]) };

    private JsonNode Told(Comment comment)
    {
        var told = new JsonObject
        {
            ["id"] = comment.Id, ["text"] = comment.Text, ["timestamp"] = PageStandIn.Told(comment.At), ["username"] = comment.Username, ["hidden"] = comment.Hidden,
            ["media"] = new JsonObject { ["id"] = comment.Medium }, ["replies"] = comment.Parent is null ? Below(comment.Id) : null, ["parent_id"] = comment.Parent,
        };
        if (graph.Facts.TellsAuthors)
            told["from"] = new JsonObject { ["id"] = $"IG{comment.Username}", ["username"] = comment.Username };
        return told;
    }

    private GraphReply Write(GraphCall call, string medium, Comment? above)
    {
        if (call["message"].Length is 0 or > 2200)
            return GraphReply.Error(100, "The parameter message is required");
        if (above?.Parent is not null)
            return GraphReply.Error(100, "Replies can be made to top level comments only");
        if (!account.Media[medium].Comments)
            return GraphReply.Error(10, "Comments are disabled on this media");
        var made = Keep(medium, above?.Id, call["message"], InstagramStandIn.Username);
        return call["fields"].Length > 0 && graph.Facts.RefusesFieldsAfterWriting ? GraphReply.Error(100, "Unsupported field") : GraphReply.Id(made.Id);
    }

    private GraphReply OfComment(GraphCall call, Comment comment)
    {
        switch (call.Method)
        {
            case "DELETE":
                Comments.TryRemove(comment.Id, out _);
                return GraphReply.Success;
            case "POST":
                Comments[comment.Id] = comment with { Hidden = call.Is("hide") };
                return GraphReply.Success;
            default:
                return GraphReply.Ok(Told(comment));
        }
    }

    private GraphReply Send(GraphCall call)
    {
        var to = JsonNode.Parse(call["recipient"].Length > 0 ? call["recipient"] : "{}")!;
        var text = JsonNode.Parse(call["message"].Length > 0 ? call["message"] : "{}")!["text"]?.GetValue<string>() ?? "";
        if (text.Length is 0 or > 1000)
            return GraphReply.Error(100, "Length of param message[text] must be less than or equal to 1000");
        if (to["comment_id"]?.ToString() is { } id)
        {
            if (!Comments.TryGetValue(id, out var comment) || graph.Time.GetUtcNow() - comment.At > TimeSpan.FromDays(7) || !AnsweredAlone.TryAdd(id, text))
                return GraphReply.Error(10900, "Activity already replied to or too old", status: 400);
            return GraphReply.Ok(new JsonObject { ["recipient_id"] = $"IG{comment.Username}", ["message_id"] = KeepLetter($"IG{comment.Username}", text, ours: true).Id });
        }
        var person = to["id"]?.ToString() ?? "";
        var last = Letters.Values.Where(letter => letter.Person == person && !letter.Ours).MaxBy(letter => letter.At);
        var span = call["tag"] == "HUMAN_AGENT" ? TimeSpan.FromDays(7) : TimeSpan.FromHours(24);
        return last is null || graph.Time.GetUtcNow() - last.At > span
            ? GraphReply.Error(10, "This message is sent outside of allowed window.", 2534022)
            : GraphReply.Ok(new JsonObject { ["recipient_id"] = person, ["message_id"] = KeepLetter(person, text, ours: true).Id });
    }

    private Comment Keep(string medium, string? parent, string text, string username)
    {
        var id = $"1790{graph.NextId("")}";
        return Comments[id] = new(id, medium, parent, text, username, graph.Time.GetUtcNow());
    }

    private Letter KeepLetter(string person, string text, bool ours)
    {
        var id = graph.NextId("aWdf");
        return Letters[id] = new(id, person, text, ours, graph.Time.GetUtcNow());
    }
}
