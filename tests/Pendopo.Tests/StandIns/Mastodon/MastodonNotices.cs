using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>What the account is told of: mentions and the rest, newest first, in pages.</summary>
internal sealed class MastodonNotices(MastodonStandIn server)
{
    private sealed record Notice(string Id, string Kind, string From, string? Status, DateTimeOffset At, DateTimeOffset ShownAt);

    private readonly ConcurrentQueue<Notice> notices = new();

    /// <summary>Notifications come so much later than what they tell; their numbers stand where they belong all the same.</summary>
    public TimeSpan Late { get; set; }

    /// <summary>Every page tells its newest once more.</summary>
    public bool TellsTwice { get; set; }

    /// <summary>Somebody mentions the account, or answers it.</summary>
    /// <returns>The number of their status.</returns>
    public string Says(string from, string text, string? inReplyTo = null, string visibility = "public")
    {
        var status = server.Statuses.Stands(from, text, inReplyTo, visibility);
        Tell("mention", from, status.Id);
        return status.Id;
    }

    public void Likes(string from, string status)
    {
        server.Statuses.All[status].Favourites++;
        Tell("favourite", from, status);
    }

    public void Boosts(string from, string status)
    {
        server.Statuses.All[status].Reblogs++;
        Tell("reblog", from, status);
    }

    public void Follows(string from) => Tell("follow", from, null);

    /// <summary>Somebody writes their status anew.</summary>
    public void Changes(string status, string text) => (server.Statuses.All[status].Text, server.Statuses.All[status].EditedAt) = (text, server.Now);

    /// <summary>Somebody takes their status away.</summary>
    public void TakesBack(string status) => server.Statuses.All.TryRemove(status, out _);

    public MastodonReply? Serve(MastodonCall call) => call.Edge == "GET /api/v1/notifications" ? server.Auth.Check(call, "read:notifications") ?? List(call) : null;

    private MastodonReply List(MastodonCall call)
    {
        var (wanted, unwanted) = (call.All("types"), call.All("exclude_types"));
        var shown = notices.Reverse().Where(notice => notice.ShownAt <= server.Now && (wanted.Count == 0 || wanted.Contains(notice.Kind)) && !unwanted.Contains(notice.Kind) && Stands(notice));
        var page = server.Page(call, shown, notice => notice.Id, Say, most: 80, otherwise: 40);
        if (TellsTwice && page.Body is JsonArray { Count: > 0 } items)
            items.Insert(0, items[0]!.DeepClone());
        return page;
    }

    private void Tell(string kind, string from, string? status) => notices.Enqueue(new(server.NextId(), kind, from, status, server.Now, server.Now + Late));

    private bool Stands(Notice notice) => notice.Status is null || !server.Facts.ForgetsDeletedMentions || server.Statuses.All.ContainsKey(notice.Status);

    private JsonObject Say(Notice notice)
    {
        var told = new JsonObject { ["id"] = notice.Id, ["type"] = notice.Kind, ["created_at"] = MastodonStandIn.Told(notice.At), ["account"] = server.Person(notice.From) };
        if (notice.Status is { } id)
            told["status"] = server.Statuses.All.TryGetValue(id, out var status) ? server.Statuses.Tell(status) : null;
        return told;
    }
}
