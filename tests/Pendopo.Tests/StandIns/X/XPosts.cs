using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.X;

/// <summary>What stands on X: the centre's posts as they came, and what others said.</summary>
internal sealed partial class XPosts(XStandIn x)
{
    private static readonly TimeSpan Editable = TimeSpan.FromMinutes(30);

    /// <param name="Author">The number of who said it.</param>
    /// <param name="Answers">The number of what it answers, or null.</param>
    /// <param name="Thread">The first post of its conversation.</param>
    /// <param name="Told">The body that it came as; null for what others said.</param>
    /// <param name="History">Its numbers over all edits, the first one first.</param>
    public sealed record Post(string Id, string Author, string Text, string? Answers, string Thread, DateTimeOffset At, JsonObject? Told, IReadOnlyList<string> Media, IReadOnlyList<string> History, bool Hidden = false);

    /// <summary>Everything that stands, by number.</summary>
    public ConcurrentDictionary<string, Post> All { get; } = new();

    /// <summary>People beside the centre, by number.</summary>
    public ConcurrentDictionary<string, (string Username, string Name)> People { get; } = new();

    /// <summary>What the network counts of every post.</summary>
    public Dictionary<string, int> Figures { get; } = new() { ["impression_count"] = 310, ["like_count"] = 12, ["reply_count"] = 2, ["retweet_count"] = 4, ["quote_count"] = 1, ["bookmark_count"] = 3 };

    /// <summary>What the centre has there, oldest first.</summary>
    public IReadOnlyList<Post> Own => [.. All.Values.Where(post => post.Author == XStandIn.UserId).OrderBy(post => Number(post.Id))];

    /// <summary>How late reading tells what others said, where the network has a bad day.</summary>
    public TimeSpan Lateness { get; set; }

    /// <summary>Somebody says something, maybe as an answer; its number.</summary>
    public string Say(string text, string? answers = null, string author = "77", string username = "siti", string name = "Siti")
    {
        People[author] = (username, name);
        var id = x.NextId();
        All[id] = new(id, author, text, answers, answers is null ? id : All[answers].Thread, x.Now, null, [], [id]);
        return id;
    }

    public WireReply Create(WireCall call)
    {
        if (call.Json is not { } told)
            return XAnswers.Invalid("The body must be JSON.");
        var (text, answers, quoted) = (told["text"]?.ToString() ?? "", told["reply"]?["in_reply_to_tweet_id"]?.ToString(), told["quote_tweet_id"]?.ToString());
        var media = told["media"]?["media_ids"]?.AsArray().Select(id => id!.ToString()).ToList() ?? [];
        if (Unfit(told, text, answers, media) is { } unfit)
            return unfit;
        var before = told["edit_options"]?["previous_post_id"]?.ToString();
        if (before is not null && Uneditable(before) is { } fixedNow)
            return fixedNow;
        if (before is null && x.Facts.RefusesDuplicates && Own.Any(post => Same(post.Text, text) && post.Answers == answers && post.Media.Count == 0 && media.Count == 0))
            return XAnswers.Forbidden("You are not allowed to create a Tweet with duplicate content.");
        var id = x.NextId();
        var history = before is null ? [id] : (IReadOnlyList<string>)[.. All[before].History, id];
        foreach (var upload in media)
            x.Media.Uploads[upload].Posted = true;
        All[id] = new(id, XStandIn.UserId, text, answers, answers is not null && All.TryGetValue(answers, out var above) ? above.Thread : id, x.Now, (JsonObject)told.DeepClone(), media, history);
        if (before is not null)
            All.TryRemove(before, out _);
        x.Spend(XWeight.Links(text, x.Facts.BareDomainsAreLinks).Count > 0 ? 0.200m : answers is not null && All[answers].Author != XStandIn.UserId ? 0.010m : 0.015m);
        return XAnswers.Data(new JsonObject { ["id"] = id, ["text"] = text, ["edit_history_tweet_ids"] = new JsonArray([.. history.Select(one => JsonValue.Create(one))]) }, 201);
    }

    public WireReply Delete(string id)
    {
        if (All.TryGetValue(id, out var post) && post.Author != XStandIn.UserId)
            return XAnswers.Forbidden("You are not allowed to delete this Tweet.");
        if (!All.TryRemove(id, out _) && !x.Facts.DeletesTwice)
            return XAnswers.NotFound(id);
        x.Spend(0.010m);
        return XAnswers.Data(new JsonObject { ["deleted"] = true });
    }

    public WireReply Hide(WireCall call, string id)
    {
        if (!All.TryGetValue(id, out var post))
            return XAnswers.NotFound(id);
        if (post.Answers is null || All.GetValueOrDefault(post.Thread)?.Author != XStandIn.UserId || call.Json?["hidden"] is not { } hidden)
            return XAnswers.Forbidden("You are not allowed to hide this reply.");
        if (post.Hidden == hidden.GetValue<bool>() && !x.Facts.HidingIsRepeatable)
            return XAnswers.Invalid("The reply is in that state already.");
        All[id] = post with { Hidden = hidden.GetValue<bool>() };
        return XAnswers.Data(new JsonObject { ["hidden"] = hidden.GetValue<bool>() });
    }

    public WireReply One(WireCall call, string id)
    {
        x.Spend(0.001m);
        return All.TryGetValue(id, out var post) ? WireReply.Of(Whole(call, new JsonObject { ["data"] = Told(call, post) }, [post])) : Missing([id], WireReply.Of(new JsonObject()));
    }

    public WireReply Many(WireCall call)
    {
        var ids = call.Names("ids");
        if (ids.Count is 0 or > 100)
            return XAnswers.Invalid("The number of values in the `ids` query parameter list is not between 1 and 100.");
        var found = ids.Where(All.ContainsKey).Select(id => All[id]).ToList();
        x.Spend(0.001m * found.Count);
        var body = new JsonObject();
        if (found.Count > 0)
            body["data"] = new JsonArray([.. found.Select(post => Told(call, post))]);
        return Missing([.. ids.Except(found.Select(post => post.Id))], WireReply.Of(Whole(call, body, found)));
    }

    /// <summary>What the account likes.</summary>
    public HashSet<string> Liked { get; } = new(StringComparer.Ordinal);

    public WireReply Like(WireCall call) => call.Json?["tweet_id"]?.ToString() is { } id && All.ContainsKey(id)
        ? Liked.Add(id) ? XAnswers.Data(new System.Text.Json.Nodes.JsonObject { ["liked"] = true }) : XAnswers.Forbidden("You have already liked this Tweet.") : XAnswers.NotFound("0");

    /// <summary>The account's own posts, newest first.</summary>
    public WireReply Timeline(WireCall call) => Page(call, Own.Where(post => post.At + x.Facts.ListsAfter <= x.Now), 0.001m);

    /// <summary>What names the account, newest first.</summary>
    public WireReply Mentions(WireCall call) => Page(call, Others.Where(post => post.Text.Contains($"@{XStandIn.Username}", StringComparison.OrdinalIgnoreCase)), 0.001m);

    /// <summary>`conversation_id:`, alone or among other words, newest first.</summary>
    public WireReply Recent(WireCall call) => Conversation().Match(call["query"]) is { Success: true } asked
        ? Page(call, Others.Concat(Own).Where(post => asked.Groups[1].Value == post.Thread && post.Id != post.Thread && post.At > x.Now.AddDays(-7)), 0.005m)
        : XAnswers.Invalid("There were errors processing your request.");

    private IEnumerable<Post> Others => All.Values.Where(post => post.Author != XStandIn.UserId && post.At + Lateness <= x.Now);

    private WireReply Page(WireCall call, IEnumerable<Post> posts, decimal price)
    {
        var most = int.TryParse(call["max_results"], CultureInfo.InvariantCulture, out var asked) ? asked : 10;
        if (most is < 5 or > 100)
            return XAnswers.Invalid($"The `max_results` query parameter value [{most}] is not between 5 and 100");
        var skip = int.TryParse(call["pagination_token"] + call["next_token"], CultureInfo.InvariantCulture, out var token) ? token : 0;
        var all = posts.Where(post => call["since_id"].Length == 0 || Number(post.Id) > Number(call["since_id"]))
            .Where(post => call["start_time"].Length == 0 || post.At >= DateTimeOffset.Parse(call["start_time"], CultureInfo.InvariantCulture)).OrderByDescending(post => Number(post.Id)).ToList();
        var page = all.Skip(skip).Take(most).ToList();
        x.Spend(price * page.Count);
        var meta = new JsonObject { ["result_count"] = page.Count };
        if (page.Count > 0)
            (meta["newest_id"], meta["oldest_id"]) = (page[0].Id, page[^1].Id);
        if (all.Count > skip + most)
            meta["next_token"] = $"{skip + most}";
        var body = new JsonObject { ["meta"] = meta };
        if (page.Count > 0)
            body["data"] = new JsonArray([.. page.Select(post => Told(call, post))]);
        return x.Facts.PartialErrors ? Missing(["1899999999999999999"], WireReply.Of(Whole(call, body, page))) : WireReply.Of(Whole(call, body, page));
    }

    private JsonObject Whole(WireCall call, JsonObject body, IReadOnlyList<Post> posts)
    {
        if (call.Names("expansions").Contains("author_id"))
            body["includes"] = new JsonObject { ["users"] = new JsonArray([.. posts.Select(post => post.Author).Distinct().Select(Person)]) };
        return body;
    }

    public JsonObject Person(string id)
    {
        var (username, name) = id == XStandIn.UserId ? (XStandIn.Username, "Puskesmas Melati") : People[id];
        return new() { ["id"] = id, ["name"] = name, ["username"] = username };
    }

    /// <summary>A post as it is told: what was not asked for is left out.</summary>
    public JsonObject Told(WireCall? call, Post post)
    {
        var told = new JsonObject { ["id"] = post.Id, ["text"] = post.Text, ["edit_history_tweet_ids"] = new JsonArray([.. post.History.Select(one => JsonValue.Create(one))]) };
        foreach (var field in call?.Names("tweet.fields") ?? ["author_id", "created_at", "conversation_id", "referenced_tweets"])
        {
            if (field == "author_id")
                told[field] = post.Author;
            else if (field == "created_at")
                told[field] = post.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            else if (field == "conversation_id")
                told[field] = post.Thread;
            else if (field == "in_reply_to_user_id" && post.Answers is not null && All.TryGetValue(post.Answers, out var above))
                told[field] = above.Author;
            else if (field == "referenced_tweets" && post.Answers is not null)
                told[field] = new JsonArray(new JsonObject { ["type"] = "replied_to", ["id"] = post.Answers });
            else if (field == "public_metrics")
                told[field] = new JsonObject(Figures.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, figure.Value)));
            else if (field == "non_public_metrics" && x.Facts.TellsPrivateFigures && post.Author == XStandIn.UserId && post.At > x.Now.AddDays(-30))
                told[field] = new JsonObject { ["url_link_clicks"] = 6, ["engagements"] = 25 };
        }
        return told;
    }

    private static WireReply Missing(IReadOnlyList<string> ids, WireReply reply)
    {
        if (ids.Count > 0)
            reply.Body!.AsObject()["errors"] = new JsonArray([.. ids.Select(id => XAnswers.NotFound(id).Body!.DeepClone())]);
        return reply;
    }

    private WireReply? Unfit(JsonObject told, string text, string? answers, List<string> media)
    {
        if (text.Length == 0 && media.Count == 0)
            return XAnswers.Invalid("Either text or media is required.");
        if (XWeight.Of(text, answers is not null, x.Facts.BareDomainsAreLinks) > x.Facts.LongestText)
            return XAnswers.Problem(x.Facts.TooLongStatus, "Invalid Request", "Your Tweet text is too long.");
        if (Cashtag().Count(text) > 1)
            return XAnswers.Forbidden("You may use one cashtag in a post.");
        if (told["media"]?["media_ids"] is not null && (media.Count == 0 ? "media_ids must hold at least one." : x.Media.Unfit(media)) is { } bad)
            return XAnswers.Invalid(bad);
        if (told["poll"] is JsonObject poll && BadPoll(poll, media) is { } wrong)
            return XAnswers.Invalid(wrong);
        return answers is null ? null : Unanswerable(answers);
    }

    private static string? BadPoll(JsonObject poll, List<string> media)
    {
        var options = poll["options"]?.AsArray().Select(option => option!.ToString()).ToList() ?? [];
        if (options.Count is < 2 or > 4 || options.Any(option => option.Length is 0 or > 25))
            return "A poll has 2 to 4 options of at most 25 characters.";
        if (poll["duration_minutes"]?.GetValue<int>() is not (>= 5 and <= 10_080))
            return "duration_minutes must be between 5 and 10080.";
        return media.Count > 0 ? "A post has either a poll or media." : null;
    }

    // Self-serve apps answer only who mentioned or quoted the account.
    private WireReply? Unanswerable(string id)
    {
        if (!All.TryGetValue(id, out var above))
            return XAnswers.Forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.");
        var allowed = above.Author == XStandIn.UserId ? x.Facts.AnswersItself : above.Text.Contains($"@{XStandIn.Username}", StringComparison.OrdinalIgnoreCase);
        return allowed ? null : XAnswers.Forbidden("Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.");
    }

    private WireReply? Uneditable(string id)
    {
        if (!All.TryGetValue(id, out var post) || post.Author != XStandIn.UserId)
            return XAnswers.NotFound(id);
        return post.At + Editable < x.Now || post.History.Count > 5 || post.Answers is not null || post.Told?["poll"] is not null
            ? XAnswers.Forbidden("You are not allowed to edit this Tweet.") : null;
    }

    private static bool Same(string one, string other) => one.Normalize(NormalizationForm.FormC).Trim() == other.Normalize(NormalizationForm.FormC).Trim();

    private static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"conversation_id:(\d+)")]
    private static partial Regex Conversation();

    [GeneratedRegex(@"(?<!\w)\$[A-Za-z]{1,6}\b")]
    private static partial Regex Cashtag();
}
