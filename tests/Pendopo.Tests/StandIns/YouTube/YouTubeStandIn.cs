using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pendopo.Tests.StandIns.Google;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.YouTube;

/// <summary>
/// YouTube's Data API with one channel, as reference material tells it (www.googleapis.com, oauth2.googleapis.com and accounts.google.com at one address);
/// what is unverified stands in <see cref="Facts"/> and <see cref="GoogleTokens.Unverified"/>.
/// </summary>
internal sealed class YouTubeStandIn : NetStandIn
{
    public const string ChannelId = "UCmelati", ChannelName = "Puskesmas Melati",
        Scopes = "https://www.googleapis.com/auth/youtube.upload https://www.googleapis.com/auth/youtube.force-ssl https://www.googleapis.com/auth/youtube.readonly https://www.googleapis.com/auth/yt-analytics.readonly";

    private YouTubeStandIn(TimeProvider time)
        : base(time)
    {
        Tokens = new(time);
        Quota = new(this);
        Uploads = new(this);
        Videos = new(this);
        Talk = new(this);
    }

    public YouTubeFacts Facts { get; } = new();

    public GoogleTokens Tokens { get; }

    public YouTubeQuota Quota { get; }

    public YouTubeUploads Uploads { get; }

    public YouTubeVideos Videos { get; }

    public YouTubeTalk Talk { get; }

    /// <summary>Whether Google audited the project; before that every video stays private.</summary>
    public bool Audited { get; set; } = true;

    /// <summary>Whether the person who signs in has a channel.</summary>
    public bool HasChannel { get; set; } = true;

    public static async Task<YouTubeStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new YouTubeStandIn(time ?? TimeProvider.System);
        await server.Begin();
        return server;
    }

    public static NetReply Error(int status, string reason, string words, string domain = "youtube.api") => NetReply.Of(status, new JsonObject
    {
        ["error"] = new JsonObject { ["code"] = status, ["message"] = words, ["errors"] = new JsonArray(new JsonObject { ["domain"] = domain, ["reason"] = reason, ["message"] = words }) },
    });

    protected override bool IsPage(HttpContext context) => Tokens.Dialog(context);

    protected override NetReply? Refuse(NetFault fault, NetCall call)
    {
        switch (fault)
        {
            case NetFault.ServerError:
                return Error(500, "backendError", "Backend Error", "global");
            case NetFault.RateLimited:
                return Error(403, "rateLimitExceeded", "The request was submitted too often.", "usageLimits");
            case NetFault.Forbidden:
                return Error(403, "forbidden", "The request is not properly authorized.");
            case NetFault.QuotaUsedUp:
                Quota.UseUp();
                return null;
            case NetFault.TokenRevoked:
                Tokens.RevokeAll();
                return null;
            default:
                return null;
        }
    }

    protected override NetReply Serve(NetCall call)
    {
        if (Tokens.Open(call) is { } open)
            return open;
        if (Tokens.ScopeOf(call) is not { } scope)
            return Error(401, "authError", "Invalid Credentials", "global");
        var needed = call.Method == "GET" ? "youtube" : call.Path.StartsWith("/upload/youtube/v3/videos", StringComparison.Ordinal) ? "youtube.upload" : "youtube.force-ssl";
        if (!scope.Contains(needed, StringComparison.Ordinal))
            return Error(403, "insufficientPermissions", "Request had insufficient authentication scopes.", "global");
        if (!HasChannel && call.Method != "GET")
            return Error(401, "youtubeSignupRequired", "The user has no YouTube channel.");
        if (call.Name == "GET /youtube/v3/channels" && !HasChannel)
            return NetReply.Ok(new JsonObject { ["pageInfo"] = new JsonObject { ["totalResults"] = 0 } });
        return Quota.Take(call) ?? Uploads.Serve(call) ?? Videos.Serve(call) ?? Talk.Serve(call) ?? Report(call) ?? Error(404, "notFound", "Not Found", "global");
    }

    // youtubeAnalytics v2: columns by name, rows of values.
    private NetReply? Report(NetCall call)
    {
        if (call.Name != "GET /v2/reports")
            return null;
        var metrics = call["metrics"].Split(',');
        var views = Videos.All.Values.Where(video => call["filters"].Length == 0 || call["filters"] == $"video=={video.Id}").Sum(video => video.Views);
        return NetReply.Ok(new JsonObject
        {
            ["columnHeaders"] = new JsonArray([.. metrics.Select(metric => new JsonObject { ["name"] = metric, ["columnType"] = "METRIC", ["dataType"] = "INTEGER" })]),
            ["rows"] = views == 0 ? [] : new JsonArray(new JsonArray([.. metrics.Select(metric => JsonValue.Create(metric == "views" ? views : 1))])),
        });
    }
}
