using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Graph;

/// <summary>Answers: under a comment, to its author alone, or in a private conversation. The network keeps no keys, so before it says something again it
/// looks whether it stands there already.</summary>
internal sealed class GraphAnswering(GraphApi api, GraphOutcomes outcomes, TimeProvider time)
{
    /// <summary>After the ten seconds in which an answer can be taken back: an answer that is older may have been tried before.</summary>
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    // Private conversations that were changed last; what was just said stands among them.
    private const int Conversations = 5;

    public async Task<SendOutcome> Reply(GraphVoice voice, GraphWords words, OutgoingReply reply, CancellationToken cancel)
    {
        var isComment = reply.To.Version?.StartsWith(GraphMarks.Comment, StringComparison.Ordinal) == true;
        var isPublic = isComment && !reply.Private;
        if (reply.Text.Length > (isPublic ? voice.CommentLength : voice.LetterLength))
            return new SendOutcome.Refused("TooLong", string.Format(CultureInfo.InvariantCulture, words["AnswerTooLong"], isPublic ? voice.CommentLength : voice.LetterLength));
        if (time.GetUtcNow() - reply.IntendedAt > FirstTry)
        {
            var (known, there) = await Look(voice, reply, isPublic, cancel);
            if (there is not null)
                return new SendOutcome.Sent(there);
            if (!known.Ok)
                return outcomes.Of(voice.Access, known, words, irreversible: false);
        }
        var answer = isPublic ? await Comment(voice, reply, cancel) : await Letter(voice, reply, alone: isComment, cancel);
        var id = answer.Body.Text(isPublic ? "id" : "message_id");
        if (answer.Ok && id.Length > 0)
            return new SendOutcome.Sent(new(id, null));
        var outcome = outcomes.Of(voice.Access, answer, words, irreversible: true);
        return outcome is SendOutcome.Unknown && (await Look(voice, reply, isPublic, cancel)).There is { } after ? new SendOutcome.Sent(after) : outcome;
    }

    private Task<GraphAnswer> Comment(GraphVoice voice, OutgoingReply reply, CancellationToken cancel) =>
        api.Post(voice.Access, $"{GraphMarks.Thread(reply.To.Id, reply.To.Version)}/{voice.Edge}", new JsonObject { ["message"] = reply.Text }, cancel);

    private async Task<GraphAnswer> Letter(GraphVoice voice, OutgoingReply reply, bool alone, CancellationToken cancel)
    {
        var input = new JsonObject
        {
            ["recipient"] = alone ? new JsonObject { ["comment_id"] = reply.To.Id } : new JsonObject { ["id"] = reply.Author.Id[(reply.Author.Id.IndexOf(':', StringComparison.Ordinal) + 1)..] },
            ["message"] = new JsonObject { ["text"] = reply.Text },
            ["messaging_type"] = "RESPONSE",
        };
        var answer = await api.Post(voice.Access, $"{voice.Access.Account}/messages", input, cancel);
        if (alone || !answer.OutsideWindow)
            return answer;
        // After 24 hours a person may still answer for 7 days, where the app has the feature.
        (input["messaging_type"], input["tag"]) = ("MESSAGE_TAG", "HUMAN_AGENT");
        return await api.Post(voice.Access, $"{voice.Access.Account}/messages", input, cancel);
    }

    /// <summary>Looks whether the page has said these words there since they were to be said.</summary>
    private async Task<(GraphAnswer Answer, RemoteRef? There)> Look(GraphVoice voice, OutgoingReply reply, bool isPublic, CancellationToken cancel)
    {
        if (isPublic)
        {
            var thread = GraphMarks.Thread(reply.To.Id, reply.To.Version);
            var below = await api.Get(voice.Access, $"{thread}/{voice.Edge}", [("fields", voice.CommentFields), ("limit", "50"), .. voice.NewestFirst], cancel);
            return (below, Own(voice, reply.Text, reply.IntendedAt, below));
        }
        var talks = await api.Get(voice.Access, $"{voice.Access.Account}/conversations", [("fields", "id,updated_time"), ("limit", $"{Conversations}")], cancel);
        foreach (var talk in talks.Body.Items("data").Where(talk => talk.Instant("updated_time") >= reply.IntendedAt - ClockSkew).Take(Conversations))
        {
            var letters = await api.Get(voice.Access, $"{talk.Text("id")}/messages", [("fields", "id,message,from,created_time"), ("limit", "25")], cancel);
            if (!letters.Ok || Own(voice, reply.Text, reply.IntendedAt, letters) is not null)
                return (letters, Own(voice, reply.Text, reply.IntendedAt, letters));
        }
        return (talks, null);
    }

    /// <summary>What the account itself said with these words since then, among what was read.</summary>
    internal static RemoteRef? Own(GraphVoice voice, string text, DateTimeOffset since, GraphAnswer answer) => answer.Body.Items("data")
        .Where(one => IsOwn(voice, one) && Words(one) == text.Trim() && (one.Instant("created_time") ?? one.Instant("timestamp")) >= since - ClockSkew)
        .Select(one => one.Text("id")).Where(id => id.Length > 0).Select(id => new RemoteRef(id, null)).FirstOrDefault();

    // Where the network leaves out for privacy who it was, the very same words are taken for our own: rather not said again than said twice.
    private static bool IsOwn(GraphVoice voice, JsonElement one) => (one.Member("from").Text("id"), one.Text("username")) is var (id, name)
        && (id == voice.Access.Account || (voice.Username.Length > 0 && name == voice.Username) || (id.Length == 0 && name.Length == 0));

    private static string Words(JsonElement one) => (one.Text("message") is { Length: > 0 } message ? message : one.Text("text")).Trim();
}

/// <summary>How an account of a network answers.</summary>
/// <param name="Username">The name by which its own comments are known where no number is told; empty for a page.</param>
/// <param name="Edge">Where an answer to a comment is written and read.</param>
/// <param name="CommentLength">Characters of a comment.</param>
/// <param name="LetterLength">Characters of a private message.</param>
internal sealed record GraphVoice(GraphAccess Access, string Username, string Edge, int CommentLength, int LetterLength, string CommentFields, IReadOnlyList<(string, string)> NewestFirst);

/// <summary>What a message is, as the mark of its version tells: a comment, an answer to one, or a private letter.</summary>
internal static class GraphMarks
{
    public const string Letter = "letter", Comment = "comment";

    public static string Of(string? parent) => parent is { Length: > 0 } ? $"{Comment}:{parent}" : Comment;

    /// <summary>The comment under which an answer stands: threads are two levels deep.</summary>
    public static string Thread(string id, string? version) => version?.Split(':', 2) is [Comment, { Length: > 0 } parent] ? parent : id;
}
