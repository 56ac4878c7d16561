using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.LinkedIn;

/// <summary>What is said under posts. Comments are plain text: a backslash stands there as one.</summary>
internal sealed class LinkedInTalk(LinkedInStandIn linkedIn)
{
    /// <param name="Post">The post, under whatever comment it stands.</param>
    /// <param name="Parent">The comment that it answers, or null.</param>
    public sealed record Comment(string Urn, string Id, string Post, string? Parent, string Actor, string Text, DateTimeOffset At);

    public ConcurrentDictionary<string, Comment> All { get; } = new();

    /// <summary>What the page likes.</summary>
    public HashSet<string> Liked { get; } = new(StringComparer.Ordinal);

    /// <summary>How late reading tells what others said, where the network has a bad day.</summary>
    public TimeSpan Lateness { get; set; }

    /// <summary>Somebody says something under a post; its number.</summary>
    public string Say(string post, string text, string? parent = null, string actor = "urn:li:person:siti") => Keep(post, text, parent, actor).Urn;

    public WireReply? Serve(WireCall call) => (call.Method, call.Path) switch
    {
        ("GET", ["rest", "socialActions", var on, "comments"]) => List(call, on),
        ("POST", ["rest", "socialActions", var on, "comments"]) => Create(call, on),
        ("GET", ["rest", "socialActions", _, "comments", var id]) => Find(id) is { } found ? WireReply.Of(Told(found)) : LinkedInAnswers.NotFound,
        ("DELETE", ["rest", "socialActions", _, "comments", var id]) => Delete(call, id),
        ("POST", ["rest", "socialActions", _, "comments", var id]) => Edit(call, id),
        ("POST", ["rest", "reactions"]) => Like(call),
        _ => null,
    };

    private WireReply List(WireCall call, string on)
    {
        if (!linkedIn.Posts.All.ContainsKey(on) && !All.ContainsKey(on))
            return LinkedInAnswers.NotFound;
        var (start, count) = (LinkedInPosts.Number(call["start"], 0), LinkedInPosts.Number(call["count"], 10));
        var all = All.Values.Where(comment => comment.Parent == on || (comment.Post == on && (comment.Parent is null || !linkedIn.Facts.ListsAnswersApart)))
            .Where(comment => comment.Actor == LinkedInStandIn.Page || comment.At + Lateness <= linkedIn.Now).OrderBy(comment => comment.At).ThenBy(comment => comment.Id, StringComparer.Ordinal).ToList();
        return LinkedInAnswers.Elements(all.Skip(start).Take(Math.Min(count, 100)).Select(comment => (JsonNode)Told(comment)), start, count, all.Count);
    }

    private WireReply Create(WireCall call, string on)
    {
        var (actor, text, parent) = (call.Json?["actor"]?.ToString(), call.Json?["message"]?["text"]?.ToString() ?? "", call.Json?["parentComment"]?.ToString() ?? (All.ContainsKey(on) ? on : null));
        if (actor != LinkedInStandIn.Page)
            return LinkedInAnswers.NotAllowed;
        if (text.Length is 0 or > 1250)
            return LinkedInAnswers.Invalid("message.text must have 1 to 1250 characters");
        if (parent is not null && (!All.TryGetValue(parent, out var above) || above.Parent is not null))
            return LinkedInAnswers.Invalid("parentComment must be a comment of the first level");
        var post = All.TryGetValue(on, out var under) ? under.Post : on;
        if (!linkedIn.Posts.All.ContainsKey(post))
            return LinkedInAnswers.NotFound;
        var kept = Keep(post, text, parent, actor);
        return new(201, Told(kept), ("x-restli-id", kept.Id));
    }

    private WireReply Delete(WireCall call, string id)
    {
        if (call["actor"] != LinkedInStandIn.Page)
            return LinkedInAnswers.NotAllowed;
        return Find(id) is { } found && All.TryRemove(found.Urn, out _) || linkedIn.Facts.DeletesTwice ? new(204) : LinkedInAnswers.NotFound;
    }

    private WireReply Edit(WireCall call, string id)
    {
        if (call["actor"] != LinkedInStandIn.Page || Find(id) is { Actor: not LinkedInStandIn.Page })
            return LinkedInAnswers.NotAllowed;
        if (call.Header("X-RestLi-Method") != "PARTIAL_UPDATE" || call.Json?["patch"]?["message"]?["$set"]?["text"]?.ToString() is not { Length: > 0 and <= 1250 } text)
            return LinkedInAnswers.Invalid("A partial update sets the text of the message");
        if (Find(id) is not { } found)
            return LinkedInAnswers.NotFound;
        All[found.Urn] = found with { Text = text };
        return new(204);
    }

    private WireReply Like(WireCall call)
    {
        if (call["actor"] != LinkedInStandIn.Page)
            return LinkedInAnswers.NotAllowed;
        if (call.Json?["reactionType"]?.ToString() != "LIKE" || call.Json?["root"]?.ToString() is not { } root || !All.ContainsKey(root))
            return LinkedInAnswers.Invalid("root and reactionType are required");
        return Liked.Add(root) ? new(201) : LinkedInAnswers.Error(409, "The reaction exists already");
    }

    private Comment? Find(string id) => All.Values.FirstOrDefault(comment => comment.Id == id || comment.Urn == id);

    private Comment Keep(string post, string text, string? parent, string actor)
    {
        var id = linkedIn.NextId();
        // A comment is named by the activity of its post, which carries another number than the post itself.
        var comment = new Comment($"urn:li:comment:(urn:li:activity:{post.Split(':')[^1]},{id})", id, post, parent, actor, text, linkedIn.Now);
        return All[comment.Urn] = comment;
    }

    private static JsonObject Told(Comment comment)
    {
        var told = new JsonObject
        {
            ["$URN"] = comment.Urn, ["id"] = comment.Id, ["actor"] = comment.Actor, ["object"] = comment.Urn["urn:li:comment:(".Length..].Split(',')[0], ["message"] = new JsonObject { ["text"] = comment.Text, ["attributes"] = new JsonArray() },
            ["created"] = new JsonObject { ["actor"] = comment.Actor, ["time"] = comment.At.ToUnixTimeMilliseconds() }, ["lastModified"] = new JsonObject { ["actor"] = comment.Actor, ["time"] = comment.At.ToUnixTimeMilliseconds() },
        };
        if (comment.Parent is not null)
            told["parentComment"] = comment.Parent;
        return told;
    }
}
