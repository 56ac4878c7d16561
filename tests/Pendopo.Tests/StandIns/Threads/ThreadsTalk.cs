using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Graph;

namespace Pendopo.Tests.StandIns.Threads;

/// <summary>What stands on Threads: the account's own posts and what is said under them, to any depth; hiding, and the webhook that tells of an answer.</summary>
internal sealed class ThreadsTalk(ThreadsStandIn threads)
{
    /// <summary>A post or an answer. `Parent` is empty for a post.</summary>
    public sealed record Post(string Id, string Parent, string Root, string Text, string Username, bool Own, DateTimeOffset At, bool Hidden = false, ThreadsAccount.Container? From = null);

    public ConcurrentDictionary<string, Post> Posts { get; } = new();

    /// <summary>Somebody answers.</summary>
    public Post Says(string parent, string text, string username = "siti") => Stands(text, parent, own: false, null, username);

    public Post Stands(string text, string parent = "", bool own = true, ThreadsAccount.Container? from = null, string username = ThreadsAccount.Username)
    {
        var id = threads.NextId();
        var root = parent.Length == 0 ? id : Posts.TryGetValue(parent, out var above) ? above.Root : parent;
        return Posts[id] = new(id, parent, root, text, username, own, threads.Time.GetUtcNow(), From: from);
    }

    public GraphReply? Serve(GraphCall call) => call.Path switch
    {
        [var post, "replies"] when Posts.ContainsKey(post) => Listed(call, Posts.Values.Where(one => one.Parent == post)),
        [var post, "conversation"] when Posts.TryGetValue(post, out var root) => Listed(call, Posts.Values.Where(one => one.Root == root.Id && one.Id != root.Id)),
        [var post, "manage_reply"] when call.Method == "POST" && Posts.TryGetValue(post, out var found) => Hide(call, found),
        [ThreadsAccount.Id or "me", "mentions"] => Listed(call, Posts.Values.Where(one => !one.Own && one.Text.Contains($"@{ThreadsAccount.Username}", StringComparison.Ordinal))),
        [var post] when Posts.TryGetValue(post, out var found) => GraphReply.Ok(Told(call, found)),
        _ => null,
    };

    /// <summary>The account's own posts, or its own answers.</summary>
    public GraphReply Own(GraphCall call, bool replies) => Listed(call, Posts.Values.Where(one => one.Own && one.Parent.Length > 0 == replies));

    /// <summary>An answer as the webhook's field `replies` tells it, signed as the Graph API signs.</summary>
    public JsonObject Event(Post reply) => new()
    {
        ["app_id"] = ThreadsStandIn.AppId, ["topic"] = "moderate", ["target_id"] = ThreadsAccount.Id, ["time"] = threads.Time.GetUtcNow().ToUnixTimeSeconds(), ["subscription_id"] = "234567", ["has_uid_field"] = false,
        ["values"] = new JsonObject
        {
            ["field"] = "replies",
            ["value"] = new JsonObject
            {
                ["id"] = reply.Id, ["username"] = reply.Username, ["text"] = reply.Text, ["media_type"] = "TEXT_POST", ["permalink"] = Address(reply), ["replied_to"] = new JsonObject { ["id"] = reply.Parent },
                ["root_post"] = new JsonObject { ["id"] = reply.Root, ["owner_id"] = ThreadsAccount.Id, ["username"] = ThreadsAccount.Username }, ["shortcode"] = reply.Id, ["timestamp"] = PageStandIn.Told(reply.At),
            },
        },
    };

    public static string Signature(JsonObject body) => GraphWebhooks.Signature(Encoding.UTF8.GetBytes(body.ToJsonString()), ThreadsStandIn.AppSecret);

    private GraphReply Hide(GraphCall call, Post reply)
    {
        if (reply.Own || !Posts.TryGetValue(reply.Root, out var root) || !root.Own)
            return GraphReply.Error(10, "Only replies of others to your own posts can be hidden");
        if (reply.Parent != reply.Root && !threads.Facts.HidesNested)
            return GraphReply.Error(100, "Only top-level replies can be hidden");
        Posts[reply.Id] = reply with { Hidden = call.Is("hide") };
        return GraphReply.Success;
    }

    // Newest first unless asked otherwise; `since` and `until` look at the post's own time.
    private GraphReply Listed(GraphCall call, IEnumerable<Post> posts)
    {
        var since = long.TryParse(call["since"], out var from) ? DateTimeOffset.FromUnixTimeSeconds(from) : DateTimeOffset.MinValue;
        var (limit, skip) = (int.TryParse(call["limit"], out var most) ? Math.Min(most, 100) : 25, int.TryParse(call["after"], out var passed) ? passed : 0);
        var sorted = posts.Where(one => one.At >= since).OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).ToList();
        if (call["reverse"] != "false")
            sorted.Reverse();
        var answer = new JsonObject { ["data"] = new JsonArray([.. sorted.Skip(skip).Take(limit).Select(one => Told(call, one))]) };
        if (sorted.Count > skip + limit)
            answer["paging"] = new JsonObject { ["cursors"] = new JsonObject { ["after"] = $"{skip + limit}" } };
        return GraphReply.Ok(answer);
    }

    private JsonObject Told(GraphCall call, Post post)
    {
        var all = new JsonObject
        {
            ["id"] = post.Id, ["text"] = post.Text, ["username"] = post.Username, ["timestamp"] = PageStandIn.Told(post.At), ["permalink"] = Address(post), ["shortcode"] = post.Id,
            ["media_type"] = post.From?.Kind switch { "IMAGE" => "IMAGE", "VIDEO" => "VIDEO", "CAROUSEL" => "CAROUSEL_ALBUM", _ => "TEXT_POST" }, ["media_product_type"] = "THREADS",
            ["has_replies"] = Posts.Values.Any(one => one.Parent == post.Id), ["is_reply"] = post.Parent.Length > 0, ["is_reply_owned_by_me"] = post.Own && post.Parent.Length > 0,
            ["hide_status"] = post.Hidden ? "HIDDEN" : "NOT_HUSHED",
        };
        if (post.Parent.Length > 0)
            (all["replied_to"], all["root_post"]) = (new JsonObject { ["id"] = post.Parent }, new JsonObject { ["id"] = post.Root });
        var told = new JsonObject { ["id"] = post.Id };
        foreach (var field in call.Asked.Where(field => field != "id" && all.ContainsKey(field)))
            told[field] = all[field]!.DeepClone();
        return told;
    }

    private static string Address(Post post) => $"https://www.threads.net/@{post.Username}/post/{post.Id}";
}
