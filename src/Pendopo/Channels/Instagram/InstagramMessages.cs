using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.Instagram;

/// <summary>Reads what people said, as the API tells it and as the webhook does: both come to the same message.</summary>
internal static class InstagramMessages
{
    private const string Scheme = "instagram:";

    /// <summary>A comment of the API; null for our own. Answers below it are told apart by their parent.</summary>
    public static Incoming? Comment(InstagramKeys keys, GraphWords words, (string Id, string Url) medium, string parent, JsonElement comment) =>
        Comment(keys, words, medium, parent, comment, comment.Instant("timestamp"));

    /// <summary>A comment as the field `comments` of the webhook tells it. It carries no time of its own.</summary>
    public static Incoming? Told(InstagramKeys keys, GraphWords words, JsonElement value, DateTimeOffset toldAt) =>
        Comment(keys, words, (value.Member("media").Text("id"), ""), value.Text("parent_id"), value, toldAt);

    /// <summary>A mention tells numbers only, never its words.</summary>
    public static Incoming? Mention(GraphWords words, JsonElement value, DateTimeOffset toldAt)
    {
        var (medium, comment) = (value.Text("media_id"), value.Text("comment_id"));
        if (medium.Length == 0)
            return null;
        var id = comment.Length > 0 ? comment : medium;
        return new(new($"mention:{id}", null), IncomingKind.Mention, Person(words, $"mention:{id}", ""), null, null, words["Mentioned"], Html: null, Language: null, toldAt);
    }

    /// <summary>A private message of the API.</summary>
    public static Incoming? Letter(InstagramKeys keys, GraphWords words, JsonElement letter)
    {
        var (id, from, at) = (letter.Text("id"), letter.Member("from"), letter.Instant("created_time"));
        return id.Length == 0 || at is null || from.Text("id").Length == 0 || from.Text("id") == keys.Account || IsOwn(keys, from.Text("username"))
            ? null : Letter(words, id, from.Text("id"), from.Text("username"), letter.Text("message"), at.Value);
    }

    /// <summary>A private message of the webhook; null for an echo of our own, and for what has no words (read, a reaction).</summary>
    public static Incoming? ToldLetter(InstagramKeys keys, GraphWords words, JsonElement told, DateTimeOffset toldAt)
    {
        var (message, sender) = (told.Member("message"), told.Member("sender").Text("id"));
        if (message.Text("mid") is not { Length: > 0 } id || sender.Length == 0 || sender == keys.Account || message.Member("is_echo").ValueKind == JsonValueKind.True)
            return null;
        var at = told.Number("timestamp") is { } milliseconds and > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : toldAt;
        return Letter(words, id, sender, "", message.Text("text"), at);
    }

    private static Incoming? Comment(InstagramKeys keys, GraphWords words, (string Id, string Url) medium, string parent, JsonElement comment, DateTimeOffset? at)
    {
        var (id, from) = (comment.Text("id"), comment.Member("from"));
        var username = from.Text("username") is { Length: > 0 } told ? told : comment.Text("username");
        if (id.Length == 0 || medium.Id.Length == 0 || at is null || from.Text("id") == keys.Account || IsOwn(keys, username))
            return null;
        var text = comment.Text("text");
        return new(
            new(id, medium.Url.Length > 0 ? medium.Url : null, GraphMarks.Of(parent)), IncomingKind.Reply,
            // The number is often left out; then the name is who it is.
            Person(words, from.Text("id") is { Length: > 0 } number ? number : username.Length > 0 ? "@" + username : $"comment:{id}", username),
            parent.Length > 0 ? parent : medium.Id, new(medium.Id, null), text.Length > 0 ? text : words["SentNoWords"], Html: null, Language: null, at.Value);
    }

    // All that one person writes in private is one conversation.
    private static Incoming Letter(GraphWords words, string id, string sender, string username, string text, DateTimeOffset at) =>
        new(new(id, null, GraphMarks.Letter), IncomingKind.Private, Person(words, sender, username), null, new(Scheme + sender, null), text.Length > 0 ? text : words["SentNoWords"], Html: null, Language: null, at);

    private static bool IsOwn(InstagramKeys keys, string username) => string.Equals(username, keys.Username, StringComparison.OrdinalIgnoreCase);

    private static RemotePerson Person(GraphWords words, string id, string username) => username.Length > 0
        ? new(Scheme + id, "@" + username, username, $"https://www.instagram.com/{Uri.EscapeDataString(username)}/") : new(Scheme + id, "", words["SomeoneOnInstagram"], null);
}
