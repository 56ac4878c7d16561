using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>Statuses: written once a key, changed, taken away, read with what stands around them.</summary>
internal sealed partial class MastodonStatuses(MastodonStandIn server)
{
    private static readonly string[] Visibilities = ["public", "unlisted", "private", "direct"];
    private readonly ConcurrentDictionary<string, (string Status, string Words, DateTimeOffset At)> keys = new();

    /// <summary>A status, with what its author wrote, character for character.</summary>
    public sealed class Status(string id, string author, DateTimeOffset at)
    {
        public string Id => id;

        public string Author => author;

        public DateTimeOffset At => at;

        public string Text { get; set; } = "";

        public string Spoiler { get; set; } = "";

        public string Visibility { get; set; } = "public";

        public string Language { get; set; } = "";

        public bool Sensitive { get; set; }

        public string? InReplyTo { get; init; }

        public IReadOnlyList<string> Media { get; set; } = [];

        public IReadOnlyList<string> Options { get; init; } = [];

        public int[] Votes { get; init; } = [];

        public DateTimeOffset? PollEndsAt { get; init; }

        public DateTimeOffset? EditedAt { get; set; }

        public int Reblogs { get; set; }

        public int Favourites { get; set; }

        public int Quotes { get; set; }

        public string? Key { get; init; }
    }

    public ConcurrentDictionary<string, Status> All { get; } = new();

    /// <summary>What the account itself wrote, oldest first.</summary>
    public IReadOnlyList<Status> Own => [.. All.Values.Where(status => status.Author == MastodonStandIn.Account).OrderBy(Order)];

    public ConcurrentQueue<string> Deleted { get; } = new();

    public MastodonReply? Serve(MastodonCall call) => call.Edge switch
    {
        "POST /api/v1/statuses" => server.Auth.Check(call, "write:statuses") ?? Write(call),
        "GET /api/v1/statuses/:id" => server.Auth.Check(call, "read:statuses") ?? One(call.Path[3], status => MastodonReply.Ok(Tell(status))),
        "PUT /api/v1/statuses/:id" => server.Auth.Check(call, "write:statuses") ?? One(call.Path[3], status => Change(call, status), own: true),
        "DELETE /api/v1/statuses/:id" => server.Auth.Check(call, "write:statuses") ?? One(call.Path[3], Delete, own: true),
        "GET /api/v1/statuses/:id/context" => server.Auth.Check(call, "read:statuses") ?? One(call.Path[3], Around),
        "GET /api/v1/statuses/:id/source" => server.Auth.Check(call, "read:statuses") ?? One(call.Path[3], status => MastodonReply.Ok(new JsonObject { ["id"] = status.Id, ["text"] = status.Text, ["spoiler_text"] = status.Spoiler })),
        "POST /api/v1/statuses/:id/favourite" => server.Auth.Check(call, "write:favourites") ?? One(call.Path[3], Like),
        "GET /api/v1/accounts/:id/statuses" => server.Auth.Check(call, "read:statuses") ?? List(call),
        "GET /api/v1/polls/:id" => server.Auth.Check(call, "read:statuses") ?? One(call.Path[3], status => status.Options.Count > 0 ? MastodonReply.Ok(Poll(status)!) : MastodonReply.Missing),
        _ => null,
    };

    /// <summary>A status of anyone that stands already.</summary>
    public Status Stands(string author, string text, string? inReplyTo = null, string visibility = "public")
    {
        var status = new Status(server.NextId(), author, server.Now) { Text = text, Visibility = visibility, InReplyTo = inReplyTo };
        return All[status.Id] = status;
    }

    /// <summary>People vote.</summary>
    public void Vote(string id, int option, int times = 1) => All[id].Votes[option] += times;

    public JsonObject Tell(Status status)
    {
        var told = new JsonObject
        {
            ["id"] = status.Id, ["uri"] = $"{server.Url}/users/{Name(status.Author)}/statuses/{status.Id}", ["url"] = $"{server.Url}/@{Name(status.Author)}/{status.Id}", ["created_at"] = MastodonStandIn.Told(status.At),
            ["edited_at"] = status.EditedAt is { } edited ? MastodonStandIn.Told(edited) : null, ["account"] = server.Person(status.Author), ["content"] = Html(status.Text), ["visibility"] = status.Visibility,
            ["sensitive"] = status.Sensitive, ["spoiler_text"] = status.Spoiler, ["language"] = status.Language.Length > 0 ? status.Language : null, ["in_reply_to_id"] = status.InReplyTo,
            ["in_reply_to_account_id"] = status.InReplyTo is { } parent && All.TryGetValue(parent, out var above) ? MastodonStandIn.Number(above.Author) : null,
            ["replies_count"] = All.Values.Count(one => one.InReplyTo == status.Id), ["reblogs_count"] = status.Reblogs, ["favourites_count"] = status.Favourites, ["reblog"] = null, ["poll"] = Poll(status),
            ["media_attachments"] = new JsonArray([.. status.Media.Select(id => server.Media.Tell(server.Media.All[id]))]), ["tags"] = new JsonArray(), ["emojis"] = new JsonArray(),
            ["mentions"] = new JsonArray([.. Mention().Matches(status.Text).Select(found => server.Person(found.Groups["who"].Value)).DistinctBy(person => person["id"]!.ToString())]),
        };
        if (server.Facts.TellsQuotes)
            told["quotes_count"] = status.Quotes;
        return told;
    }

    /// <summary>The length as the server counts it: characters as people see them, an address as a fixed number, a mention without its server.</summary>
    public int Length(string text) =>
        new StringInfo(Mention().Replace(Address().Replace(text, new string('x', server.Instance.CharactersPerUrl)), found => "@" + Name(found.Groups["who"].Value))).LengthInTextElements;

    private MastodonReply One(string id, Func<Status, MastodonReply> then, bool own = false) =>
        All.TryGetValue(id, out var status) && (!own || status.Author == MastodonStandIn.Account) ? then(status) : MastodonReply.Missing;

    private MastodonReply Write(MastodonCall call)
    {
        var words = string.Join('\n', call.Fields.OrderBy(field => field.Key).Select(field => $"{field.Key}={string.Join(',', field.Value)}"));
        if (server.Facts.KnowsKeys && call.Key.Length > 0 && keys.TryGetValue(call.Key, out var known) && server.Now - known.At < server.Facts.KeyLives && All.TryGetValue(known.Status, out var first))
            return known.Words == words || server.Facts.KeyAnswersFirst ? MastodonReply.Ok(Tell(first)) : MastodonReply.Error(422, "Idempotency key was already used");
        if (Unfit(call, call["status"], call.All("media_ids")) is { } unfit)
            return unfit;
        if (call["scheduled_at"].Length > 0)
            return DateTimeOffset.TryParse(call["scheduled_at"], CultureInfo.InvariantCulture, out var at) && at >= server.Now.AddMinutes(5)
                ? MastodonReply.Ok(new JsonObject { ["id"] = server.NextId(), ["scheduled_at"] = MastodonStandIn.Told(at), ["params"] = new JsonObject { ["text"] = call["status"] } })
                : MastodonReply.Invalid("Scheduled at The scheduled date must be in the future");
        if (call["in_reply_to_id"].Length > 0 && !All.ContainsKey(call["in_reply_to_id"]))
            return MastodonReply.Error(404, "The post you are trying to reply to does not appear to exist.");
        var options = call.All("poll[options]");
        var status = new Status(server.NextId(), MastodonStandIn.Account, server.Now)
        {
            Text = call["status"], Spoiler = call["spoiler_text"], Visibility = call["visibility"].Length > 0 ? call["visibility"] : "public", Language = call["language"], Sensitive = call.Is("sensitive"),
            InReplyTo = call["in_reply_to_id"].Length > 0 ? call["in_reply_to_id"] : null, Media = call.All("media_ids"), Options = options, Votes = new int[options.Count],
            PollEndsAt = options.Count > 0 ? server.Now.AddSeconds(call.Number("poll[expires_in]", 0)) : null, Key = call.Key.Length > 0 ? call.Key : null,
        };
        foreach (var medium in status.Media)
            server.Media.All[medium].Status = status.Id;
        All[status.Id] = status;
        if (call.Key.Length > 0)
            keys[call.Key] = (status.Id, words, server.Now);
        return MastodonReply.Ok(Tell(status));
    }

    private MastodonReply? Unfit(MastodonCall call, string text, IReadOnlyList<string> media, string? mine = null)
    {
        var options = call.All("poll[options]");
        if (text.Trim().Length == 0 && media.Count == 0)
            return MastodonReply.Invalid("Text can't be blank");
        if (Length(text) + Length(call["spoiler_text"]) > server.Instance.Characters)
            return MastodonReply.Invalid($"Text character limit of {server.Instance.Characters} exceeded");
        if (call["visibility"].Length > 0 && !Visibilities.Contains(call["visibility"]))
            return MastodonReply.Invalid("Visibility is not included in the list");
        return UnfitMedia(media, options, mine) ?? (options.Count > 0 ? UnfitPoll(call, options) : null);
    }

    private MastodonReply? UnfitMedia(IReadOnlyList<string> media, IReadOnlyList<string> options, string? mine)
    {
        if (media.Count > server.Instance.Attachments || (media.Count > 0 && options.Count > 0))
            return MastodonReply.Invalid($"Cannot attach more than {server.Instance.Attachments} files");
        var found = media.Select(id => server.Media.All.GetValueOrDefault(id)).ToList();
        if (found.Any(medium => medium is null || (medium.Status is not null && medium.Status != mine)))
            return MastodonReply.Error(422, $"Media attachments {string.Join(", ", media)} could not be found");
        if (found.Any(medium => medium!.LooksLeft > 0 || medium.Fails))
            return MastodonReply.Error(422, "Cannot attach files that have not finished processing. Try again in a moment!");
        return found.Count > 1 && found.Any(medium => medium!.IsVideo) ? MastodonReply.Invalid("Cannot attach a video to a post that already contains images") : null;
    }

    private MastodonReply? UnfitPoll(MastodonCall call, IReadOnlyList<string> options)
    {
        var (limits, seconds) = (server.Instance, call.Number("poll[expires_in]", 0));
        if (options.Count < 2 || options.Count > limits.PollOptions)
            return MastodonReply.Invalid($"Poll options must be between 2 and {limits.PollOptions}");
        if (options.Any(option => option.Length == 0 || new StringInfo(option).LengthInTextElements > limits.PollCharacters))
            return MastodonReply.Invalid($"Poll options cannot be longer than {limits.PollCharacters} characters each");
        if (options.Distinct().Count() < options.Count)
            return MastodonReply.Invalid("Poll options contain duplicate items");
        return seconds < limits.PollSeconds.Least || seconds > limits.PollSeconds.Most ? MastodonReply.Invalid("Poll duration is too short or too long") : null;
    }

    private MastodonReply Change(MastodonCall call, Status status)
    {
        var media = call.Fields.ContainsKey("media_ids[]") ? call.All("media_ids") : call.Has("status") ? [] : status.Media;
        if (Unfit(call, call["status"], media, status.Id) is { } unfit)
            return unfit;
        (status.Text, status.Spoiler, status.Sensitive, status.Media, status.EditedAt) = (call["status"], call["spoiler_text"], call.Is("sensitive"), media, server.Now);
        foreach (var (medium, description) in call.All("media_attributes[][id]").Zip(call.All("media_attributes[][description]")))
            server.Media.All[medium].Description = description;
        foreach (var medium in media)
            server.Media.All[medium].Status = status.Id;
        return MastodonReply.Ok(Tell(status));
    }

    private MastodonReply Delete(Status status)
    {
        if (!server.Limits.MayDelete())
            return MastodonReply.Error(429, "Too many requests");
        All.TryRemove(status.Id, out _);
        Deleted.Enqueue(status.Id);
        var told = Tell(status);
        if (server.Facts.DeleteTellsSource)
            told["text"] = status.Text;
        return MastodonReply.Ok(told);
    }

    private MastodonReply Like(Status status)
    {
        status.Favourites++;
        return MastodonReply.Ok(Tell(status));
    }

    private MastodonReply Around(Status status)
    {
        var ancestors = new List<Status>();
        for (var above = status.InReplyTo; above is not null && All.TryGetValue(above, out var parent); above = parent.InReplyTo)
            ancestors.Insert(0, parent);
        return MastodonReply.Ok(new JsonObject { ["ancestors"] = new JsonArray([.. ancestors.Select(Tell)]), ["descendants"] = new JsonArray([.. Below(status.Id).Take(4096).Select(Tell)]) });
    }

    private IEnumerable<Status> Below(string id) => All.Values.Where(one => one.InReplyTo == id).OrderBy(Order).SelectMany(one => (IEnumerable<Status>)[one, .. Below(one.Id)]);

    private MastodonReply List(MastodonCall call)
    {
        if (call.Path[3] != MastodonStandIn.Number(MastodonStandIn.Account))
            return MastodonReply.Missing;
        var own = Own.Reverse().Where(status => !call.Is("exclude_replies") || status.InReplyTo is null);
        return server.Page(call, own, status => status.Id, Tell, most: 40, otherwise: 20);
    }

    private JsonObject? Poll(Status status) => status.Options.Count == 0 ? null : new()
    {
        ["id"] = status.Id, ["expires_at"] = MastodonStandIn.Told(status.PollEndsAt!.Value), ["expired"] = status.PollEndsAt <= server.Now, ["multiple"] = false, ["votes_count"] = status.Votes.Sum(), ["voters_count"] = status.Votes.Sum(),
        ["options"] = new JsonArray([.. status.Options.Select((title, place) => new JsonObject { ["title"] = title, ["votes_count"] = status.Votes[place] })]), ["voted"] = true, ["own_votes"] = new JsonArray(),
    };

    private static long Order(Status status) => long.Parse(status.Id, CultureInfo.InvariantCulture);

    private static string Name(string account) => account.Split('@')[0];

    private static string Html(string text) => text.Length == 0 ? "" : string.Concat(text.Split("\n\n").Select(part => $"<p>{WebUtility.HtmlEncode(part).Replace("\n", "<br />", StringComparison.Ordinal)}</p>"));

    [GeneratedRegex(@"@(?<who>[A-Za-z0-9_]+(@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+)?)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();

    [GeneratedRegex(@"https?://[^\s]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
