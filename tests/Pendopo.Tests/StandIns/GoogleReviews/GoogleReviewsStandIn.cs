using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pendopo.Tests.StandIns.Google;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.GoogleReviews;

/// <summary>
/// Reviews of one place in Google Business Profile (mybusiness, mybusinessaccountmanagement, mybusinessbusinessinformation and the sign-in at one address).
/// All of it is unverified: <see cref="Facts"/>.
/// </summary>
internal sealed class GoogleReviewsStandIn : NetStandIn
{
    public const string Account = "accounts/1100", Location = "locations/2200", Place = Account + "/" + Location, Title = "Puskesmas Melati", Scope = "https://www.googleapis.com/auth/business.manage";
    private static readonly string[] Stars = ["ONE", "TWO", "THREE", "FOUR", "FIVE"];
    private readonly ConcurrentDictionary<string, Review> all = new();

    private GoogleReviewsStandIn(TimeProvider time)
        : base(time) => Tokens = new(time);

    internal sealed class Review(string id, string name, int stars, string text, DateTimeOffset at, DateTimeOffset visible)
    {
        public string Id => id;

        /// <summary>Empty for somebody who wrote without a name.</summary>
        public string Name => name;

        public int Stars { get; set; } = stars;

        /// <summary>Empty when only stars were given.</summary>
        public string Text { get; set; } = text;

        public DateTimeOffset At { get; } = at;

        public DateTimeOffset Visible => visible;

        public DateTimeOffset EditedAt { get; set; } = at;

        public string? Answer { get; set; }

        public DateTimeOffset AnsweredAt { get; set; }

        /// <summary>PENDING, APPROVED or REJECTED.</summary>
        public string AnswerState { get; set; } = "APPROVED";
    }

    public GoogleReviewsFacts Facts { get; } = new();

    public GoogleTokens Tokens { get; }

    public IReadOnlyDictionary<string, Review> Reviews => all;

    /// <summary>Whether Google gave the project access to the API.</summary>
    public bool HasAccess { get; set; } = true;

    public bool Verified { get; set; } = true;

    /// <summary>Places of the account; by default one.</summary>
    public int Places { get; set; } = 1;

    /// <summary>A list tells each review twice.</summary>
    public bool Duplicates { get; set; }

    public static async Task<GoogleReviewsStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new GoogleReviewsStandIn(time ?? TimeProvider.System);
        await server.Begin();
        return server;
    }

    /// <summary>Somebody reviews the place.</summary>
    public string Says(string text, int stars, string name = "Siti Aminah")
    {
        var id = NextId("AbFvOq");
        all[id] = new(id, name, stars, text, Time.GetUtcNow(), VisibleFrom());
        return id;
    }

    /// <summary>The writer changes the review.</summary>
    public void Changes(string id, string text, int stars)
    {
        var review = all[id];
        (review.Text, review.Stars, review.EditedAt) = (text, stars, Time.GetUtcNow());
    }

    /// <summary>The writer, or Google, takes it away.</summary>
    public void Removes(string id) => all.TryRemove(id, out _);

    public static NetReply Error(int status, string state, string words) =>
        NetReply.Of(status, new JsonObject { ["error"] = new JsonObject { ["code"] = status, ["message"] = words, ["status"] = state } });

    protected override bool IsPage(HttpContext context) => Tokens.Dialog(context);

    protected override NetReply? Refuse(NetFault fault, NetCall call)
    {
        if (fault == NetFault.TokenRevoked)
            Tokens.RevokeAll();
        return fault switch
        {
            NetFault.ServerError => Error(503, "UNAVAILABLE", "The service is currently unavailable."),
            NetFault.RateLimited or NetFault.QuotaUsedUp => Exhausted,
            NetFault.Forbidden => Error(403, "PERMISSION_DENIED", "The caller does not have permission"),
            _ => null,
        };
    }

    protected override NetReply Serve(NetCall call)
    {
        if (Tokens.Open(call) is { } open)
            return open;
        if (Tokens.ScopeOf(call) is not { } scope)
            return Error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
        if (!scope.Contains(Scope, StringComparison.Ordinal))
            return Error(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.");
        if (!HasAccess)
            return Facts.WithoutAccess ? Exhausted : Error(403, "PERMISSION_DENIED", "My Business API has not been used in project before or it is disabled.");
        return call.Name switch
        {
            "GET /v1/accounts" => NetReply.Ok(new JsonObject { ["accounts"] = new JsonArray(new JsonObject { ["name"] = Account, ["accountName"] = Title, ["type"] = "PERSONAL", ["role"] = "PRIMARY_OWNER" }) }),
            $"GET /v1/{Account}/locations" => Locations(call),
            $"GET /v4/{Place}/reviews" => List(call),
            _ => One(call),
        };
    }

    private static NetReply Exhausted => Error(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'.");

    private static NetReply Missing => Error(404, "NOT_FOUND", "Requested entity was not found.");

    private NetReply Locations(NetCall call) => call["readMask"].Length == 0 ? Error(400, "INVALID_ARGUMENT", "Request contains an invalid argument: readMask.")
        : NetReply.Ok(new JsonObject
        {
            ["locations"] = new JsonArray([.. Enumerable.Range(0, Places).Select(number => new JsonObject
            {
                ["name"] = number == 0 ? Location : $"{Location}{number}", ["title"] = number == 0 ? Title : $"{Title} {number}", ["metadata"] = new JsonObject { ["hasVoiceOfMerchant"] = Verified },
            })]),
        });

    private NetReply List(NetCall call)
    {
        var size = Math.Clamp(int.TryParse(call["pageSize"], CultureInfo.InvariantCulture, out var asked) ? asked : Facts.PageSize, 1, Facts.PageSize);
        var from = int.TryParse(call["pageToken"], CultureInfo.InvariantCulture, out var at) ? at : 0;
        var seen = all.Values.Where(review => review.Visible <= Time.GetUtcNow()).OrderByDescending(review => review.EditedAt).ThenBy(review => review.Id, StringComparer.Ordinal).ToList();
        var told = seen.SelectMany(review => Duplicates ? [review, review] : new[] { review }).ToList();
        var answer = new JsonObject();
        if (told.Count > 0 || !Facts.EmptyListOmits)
            answer["reviews"] = new JsonArray([.. told.Skip(from).Take(size).Select(Show)]);
        if (seen.Count > 0)
            (answer["averageRating"], answer["totalReviewCount"]) = (seen.Average(review => review.Stars), seen.Count);
        if (from + size < told.Count)
            answer["nextPageToken"] = (from + size).ToString(CultureInfo.InvariantCulture);
        return NetReply.Ok(answer);
    }

    private NetReply One(NetCall call)
    {
        const string Before = $"/v4/{Place}/reviews/";
        if (!call.Path.StartsWith(Before, StringComparison.Ordinal))
            return Missing;
        var rest = call.Path[Before.Length..].Split('/');
        if (!all.TryGetValue(rest[0], out var review))
            return Missing;
        return (call.Method, rest.Length) switch
        {
            ("GET", 1) => NetReply.Ok(Show(review)),
            ("PUT", 2) when rest[1] == "reply" => Reply(review, $"{call.Json["comment"]}"),
            ("DELETE", 2) when rest[1] == "reply" => TakeBack(review),
            _ => Missing,
        };
    }

    private NetReply Reply(Review review, string words)
    {
        if (!Verified && Facts.NeedsVerified)
            return Error(400, "FAILED_PRECONDITION", "The location is not verified.");
        if (words.Length == 0 || Encoding.UTF8.GetByteCount(words) > Facts.ReplyBytes)
            return Error(400, "INVALID_ARGUMENT", "Request contains an invalid argument: comment.");
        (review.Answer, review.AnsweredAt, review.AnswerState) = (words, Time.GetUtcNow(), Facts.ReplyWaits ? "PENDING" : "APPROVED");
        return NetReply.Ok(ShowAnswer(review));
    }

    private NetReply TakeBack(Review review)
    {
        if (review.Answer is null)
            return Facts.AnswersDeletedMissing ? Missing : NetReply.Ok(new JsonObject());
        review.Answer = null;
        return NetReply.Ok(new JsonObject());
    }

    private JsonObject Show(Review review)
    {
        var shown = new JsonObject
        {
            ["name"] = $"{Place}/reviews/{review.Id}", ["reviewId"] = review.Id,
            ["reviewer"] = review.Name.Length == 0 ? new JsonObject { ["isAnonymous"] = true } : new JsonObject { ["displayName"] = review.Name, ["profilePhotoUrl"] = "https://lh3.example/p" },
            ["starRating"] = Stars[review.Stars - 1], ["createTime"] = Stamp(review.At), ["updateTime"] = Stamp(review.EditedAt),
        };
        if (review.Text.Length > 0)
            shown["comment"] = review.Text;
        if (review.Answer is not null)
            shown["reviewReply"] = ShowAnswer(review);
        return shown;
    }

    private JsonObject ShowAnswer(Review review)
    {
        var answer = new JsonObject { ["comment"] = review.Answer, ["updateTime"] = Stamp(review.AnsweredAt) };
        if (Facts.TellsReplyState)
            answer["reviewReplyState"] = review.AnswerState;
        return answer;
    }
}
