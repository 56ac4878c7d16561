using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.TikTok;

/// <summary>TikTok's Content Posting and Display APIs with one creator (open.tiktokapis.com, its upload host and www.tiktok.com at one address). All of it is unverified: <see cref="Facts"/>.</summary>
internal sealed class TikTokStandIn : NetStandIn
{
    public const string Username = "puskesmasmelati", Name = "Puskesmas Melati", Scopes = "user.info.basic,video.publish,video.upload,video.list";

    private TikTokStandIn(TimeProvider time)
        : base(time)
    {
        Tokens = new(this);
        Posts = new(this);
    }

    public TikTokFacts Facts { get; } = new();

    public TikTokTokens Tokens { get; }

    public TikTokPosts Posts { get; }

    /// <summary>Whether TikTok audited the app; before that every post is for its maker alone.</summary>
    public bool Audited { get; set; } = true;

    public bool PrivateAccount { get; set; }

    public bool CommentsOff { get; set; }

    public int LongestSeconds { get; set; } = 300;

    public static async Task<TikTokStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new TikTokStandIn(time ?? TimeProvider.System);
        await server.Begin();
        return server;
    }

    public static NetReply Data(JsonObject data) => NetReply.Ok(new JsonObject { ["data"] = data, ["error"] = Told("ok", "") });

    public static NetReply Error(int status, string code, string words) => NetReply.Of(status, new JsonObject { ["data"] = new JsonObject(), ["error"] = Told(code, words) });

    protected override bool IsPage(HttpContext context) => Tokens.Dialog(context);

    protected override NetReply? Refuse(NetFault fault, NetCall call)
    {
        if (fault == NetFault.TokenRevoked)
            Tokens.RevokeAll();
        return fault switch
        {
            NetFault.ServerError => Error(500, "internal_error", "Something went wrong. Please try again later."),
            NetFault.RateLimited => Error(429, "rate_limit_exceeded", "Your request is blocked due to exceeding the API rate limit."),
            NetFault.QuotaUsedUp => Error(403, "spam_risk_too_many_posts", "The daily post cap from the API is reached for the current user."),
            NetFault.Forbidden => Error(403, "spam_risk_user_banned_from_posting", "The user is banned from making new posts."),
            _ => null,
        };
    }

    protected override NetReply Serve(NetCall call)
    {
        if ((Tokens.Open(call) ?? Posts.Upload(call)) is { } open)
            return open;
        var reply = Tokens.ScopeOf(call) is not { } scope ? Error(401, "access_token_invalid", "The access token is invalid or not found in the request.")
            : !Allows(scope, call.Path) ? Error(401, "scope_not_authorized", "The user did not authorize the scope required for completing this request.")
            : Posts.Serve(call) ?? Error(404, "invalid_params", "Unsupported path.");
        return Facts.ErrorsInside200 && reply.Status >= 400 ? reply with { Status = 200 } : reply;
    }

    private static bool Allows(string scope, string path) => scope.Split(',').Contains(
        path.Contains("/post/publish/", StringComparison.Ordinal) ? "video.publish" : path.Contains("/video/", StringComparison.Ordinal) ? "video.list" : "user.info.basic");

    private static JsonObject Told(string code, string words) => new() { ["code"] = code, ["message"] = words, ["log_id"] = "202611230215" };
}
