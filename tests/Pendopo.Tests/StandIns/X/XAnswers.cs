using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.X;

/// <summary>The shapes of X: data, and problems with title, detail and type.</summary>
internal static class XAnswers
{
    public static WireReply Data(JsonNode data, int status = 200) => new(status, new JsonObject { ["data"] = data });

    public static WireReply Problem(int status, string title, string detail, string type = "about:blank") =>
        new(status, new JsonObject { ["title"] = title, ["detail"] = detail, ["type"] = type, ["status"] = status });

    public static WireReply Invalid(string detail) => Problem(400, "Invalid Request", detail, "https://api.twitter.com/2/problems/invalid-request");

    public static WireReply Forbidden(string detail) => Problem(403, "Forbidden", detail);

    public static WireReply NotFound(string id) => Problem(404, "Not Found Error", $"Could not find tweet with id: [{id}].", "https://api.twitter.com/2/problems/resource-not-found");

    public static readonly WireReply Unauthorized = Problem(401, "Unauthorized", "Unauthorized");

    public static WireReply Capped(int status) => Problem(status, "UsageCapExceeded", "Usage cap exceeded: Monthly product cap", "https://api.twitter.com/2/problems/usage-capped");

    public static readonly WireReply TooMany = Problem(429, "Too Many Requests", "Too Many Requests");
}
