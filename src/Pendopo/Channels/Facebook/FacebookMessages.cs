using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Facebook;

/// <summary>Reads what people said, as the API tells it and as the webhook does: both come to the same message.</summary>
internal static class FacebookMessages
{
    private const string Scheme = "facebook:";

    /// <summary>A comment of the API; null for our own, and for what cannot be told apart.</summary>
    public static Incoming? Comment(FacebookKeys keys, GraphWords words, string post, JsonElement comment)
    {
        var (id, from, at) = (comment.Text("id"), comment.Member("from"), comment.Instant("created_time"));
        if (id.Length == 0 || at is null || from.Text("id") == keys.Page)
            return null;
        return Comment(words, new(id, post, comment.Member("parent").Text("id"), comment.Text("message"), comment.Text("permalink_url")), from, at.Value, null);
    }

    /// <summary>A comment as the field `feed` of the webhook tells it. `parent_id` is the post itself for one that stands at the first level.</summary>
    public static Incoming? Told(FacebookKeys keys, GraphWords words, JsonElement value, DateTimeOffset toldAt)
    {
        var (id, post, from) = (value.Text("comment_id"), value.Text("post_id"), value.Member("from"));
        if (id.Length == 0 || post.Length == 0 || from.Text("id") == keys.Page)
            return null;
        var parent = value.Text("parent_id");
        return Comment(words, new(id, post, parent == post ? "" : parent, value.Text("message"), ""), from, value.Seconds("created_time") ?? toldAt, value.Text("verb") == "edited" ? toldAt : null);
    }

    /// <summary>A private message of the API.</summary>
    public static Incoming? Letter(FacebookKeys keys, GraphWords words, JsonElement letter)
    {
        var (id, from, at) = (letter.Text("id"), letter.Member("from"), letter.Instant("created_time"));
        return id.Length == 0 || at is null || from.Text("id") == keys.Page || from.Text("id").Length == 0
            ? null : Letter(words, id, from.Text("id"), from.Text("name"), letter.Text("message"), at.Value);
    }

    /// <summary>A private message of the webhook; null for an echo of our own, and for what has no words (read, delivered, a reaction).</summary>
    public static Incoming? ToldLetter(FacebookKeys keys, GraphWords words, JsonElement told, DateTimeOffset toldAt)
    {
        var (message, sender) = (told.Member("message"), told.Member("sender").Text("id"));
        if (message.Text("mid") is not { Length: > 0 } id || sender.Length == 0 || sender == keys.Page || message.Member("is_echo").ValueKind == JsonValueKind.True)
            return null;
        var at = told.Number("timestamp") is { } milliseconds and > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : toldAt;
        return Letter(words, id, sender, "", message.Text("text"), at);
    }

    /// <summary>A recommendation of the page, answered below its story; null where the network does not tell the story, since then nothing makes it known a second time.</summary>
    public static Incoming? Recommendation(GraphWords words, JsonElement told)
    {
        var (id, from, at) = (told.Member("open_graph_story").Text("id"), told.Member("reviewer"), told.Instant("created_time"));
        if (id.Length == 0 || at is null)
            return null;
        var verdict = told.Text("recommendation_type") switch
        {
            "positive" => words["Recommends"],
            "negative" => words["AdvisesAgainst"],
            _ => "",
        };
        var said = string.Join("\n\n", new[] { verdict, told.Text("review_text") }.Where(part => part.Length > 0));
        var author = from.Text("id") is { Length: > 0 } person ? Person(words, person, from.Text("name")) : Person(words, $"comment:{id}", "");
        return new(new(id, $"https://www.facebook.com/{id}", GraphMarks.Comment), IncomingKind.Mention, author, null, new(id, null), said.Length > 0 ? said : words["SentNoWords"], Html: null, Language: null, at.Value);
    }

    private sealed record Place(string Id, string Post, string Parent, string Text, string Url);

    private static Incoming Comment(GraphWords words, Place place, JsonElement from, DateTimeOffset at, DateTimeOffset? editedAt) => new(
        new(place.Id, place.Url.Length > 0 ? place.Url : $"https://www.facebook.com/{place.Id}", GraphMarks.Of(place.Parent)),
        IncomingKind.Reply,
        // For privacy the network may leave out who it was: then each comment is a person of its own.
        from.Text("id") is { Length: > 0 } person ? Person(words, person, from.Text("name")) : Person(words, $"comment:{place.Id}", ""),
        place.Parent.Length > 0 ? place.Parent : place.Post,
        new(place.Post, null),
        place.Text.Length > 0 ? place.Text : words["SentNoWords"], Html: null, Language: null, at, editedAt);

    // All that one person writes in private is one conversation.
    private static Incoming Letter(GraphWords words, string id, string sender, string name, string text, DateTimeOffset at) =>
        new(new(id, null, GraphMarks.Letter), IncomingKind.Private, Person(words, sender, name), null, new(Scheme + sender, null), text.Length > 0 ? text : words["SentNoWords"], Html: null, Language: null, at);

    private static RemotePerson Person(GraphWords words, string number, string name) => new(Scheme + number, "", name.Length > 0 ? name : words["SomeoneOnFacebook"], null);
}
