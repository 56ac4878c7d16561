using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>What the Graph API answers.</summary>
/// <param name="Plain">Words that are no JSON, in place of a body.</param>
internal sealed record GraphReply(int Status, JsonNode Body, string? Plain = null)
{
    public static GraphReply Ok(JsonNode body) => new(200, body);

    public static GraphReply Success => Ok(new JsonObject { ["success"] = true });

    public static GraphReply Id(string id) => Ok(new JsonObject { ["id"] = id });

    public static GraphReply List(IEnumerable<JsonNode?> items) => Ok(new JsonObject { ["data"] = new JsonArray([.. items]) });

    /// <summary>An error in its envelope.</summary>
    public static GraphReply Error(int code, string message, int subcode = 0, bool passing = false, int? status = null, string type = "OAuthException", string? userWords = null, JsonObject? data = null)
    {
        var error = new JsonObject { ["message"] = $"(#{code}) {message}", ["type"] = type, ["code"] = code, ["fbtrace_id"] = "AbCdEfGh1" };
        if (subcode > 0)
            error["error_subcode"] = subcode;
        if (passing)
            error["is_transient"] = true;
        if (userWords is not null)
            (error["error_user_title"], error["error_user_msg"]) = ("Tidak bisa", userWords);
        if (data is not null)
            error["error_data"] = data;
        return new(status ?? (code is 1 or 2 ? 500 : code == 190 ? 401 : code is 10 or (>= 200 and <= 299) ? 403 : 400), new JsonObject { ["error"] = error });
    }

    public static GraphReply Unknown(string what) => Error(100, $"Unsupported request. Object with ID '{what}' does not exist, cannot be loaded due to missing permissions, or does not support this operation", 33, type: "GraphMethodException");
}
