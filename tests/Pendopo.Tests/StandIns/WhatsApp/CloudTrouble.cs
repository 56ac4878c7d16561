using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.WhatsApp;

/// <summary>How a stand-in of the Graph API misbehaves once.</summary>
internal enum CloudTrouble
{
    /// <summary>The connection breaks before anything took effect, after the request was read.</summary>
    BreaksBefore,
    /// <summary>It takes effect, and the connection breaks before the answer: a time-out after accepting.</summary>
    BreaksAfter,
    /// <summary>500 with a page of HTML; nothing took effect.</summary>
    ServerError,
    /// <summary>500 with a page of HTML, though it took effect.</summary>
    ServerErrorAfter,
    /// <summary>200 with half an answer, though it took effect.</summary>
    WrongJson,
    /// <summary>200 with the HTML of some gateway; nothing took effect.</summary>
    StrangePage,
    /// <summary>Error 190, sub-code 460: the token was revoked by a changed password.</summary>
    TokenRevoked,
    /// <summary>Error 4: the app's calls are used up.</summary>
    AppQuotaUsedUp,
    /// <summary>Error 80001, with the minutes to wait in X-Business-Use-Case-Usage.</summary>
    AccountQuotaUsedUp,
    /// <summary>Error 2 with is_transient.</summary>
    Transient,
    /// <summary>Error 368: held for policy.</summary>
    PolicyBlock,
    /// <summary>Error 200: a permission is missing.</summary>
    PermissionMissing,
    /// <summary>Error 100, sub-code 33: "does not exist or missing permissions"; also seen of a platform outage for good tokens.</summary>
    ObjectMissing,
}

/// <summary>An error as the Graph API tells it.</summary>
/// <param name="Details">`error_data.details`, as WhatsApp tells it; null where there is none.</param>
internal sealed record CloudError(int Code, string Message, int Status = 400, int? Subcode = null, bool IsTransient = false, string? Details = null, string? UserMessage = null)
{
    public static readonly CloudError
        BadToken = new(190, "Invalid OAuth access token.", 401),
        Revoked = new(190, "Error validating access token: The session has been invalidated because the user changed their password.", 401, 460),
        BadProof = new(100, "Invalid appsecret_proof provided in the API argument"),
        AppQuota = new(4, "(#4) Application request limit reached"),
        AccountQuota = new(80001, "(#80001) There have been too many calls to this Page account."),
        Transient = new(2, "Service temporarily unavailable", 503, IsTransient: true),
        Policy = new(368, "The action attempted has been deemed abusive or is otherwise disallowed"),
        Permission = new(200, "(#200) The permission needed is not granted", 403),
        Missing = new(100, "Unsupported get request. Object does not exist, cannot be loaded due to missing permissions", 400, 33);

    public static CloudError Parameter(string message) => new(100, $"(#100) {message}");

    public JsonObject Json()
    {
        var error = new JsonObject { ["message"] = Message, ["type"] = "OAuthException", ["code"] = Code, ["is_transient"] = IsTransient, ["fbtrace_id"] = "AxStandIn" };
        if (Subcode is { } sub)
            error["error_subcode"] = sub;
        if (UserMessage is { } words)
            (error["error_user_title"], error["error_user_msg"]) = (words, words);
        if (Details is { } details)
            error["error_data"] = new JsonObject { ["messaging_product"] = "whatsapp", ["details"] = details };
        return new JsonObject { ["error"] = error };
    }
}

/// <summary>Ends a call with an error.</summary>
internal sealed class CloudErrorException(CloudError error) : Exception(error.Message)
{
    public CloudError Error { get; } = error;
}

/// <summary>One call as the stand-in got it.</summary>
/// <param name="Path">Without the version and the slash before it.</param>
/// <param name="Input">Query, form fields and JSON together, without the token and its proof.</param>
/// <param name="Files">What came as files: name of the part, type and bytes.</param>
internal sealed record CloudCall(string Method, string Version, string Path, JsonObject Input, IReadOnlyDictionary<string, (string Type, byte[] Bytes)> Files, HttpContext Http)
{
    public string Name => $"{Method} {Path}";

    public string Text(string name) => Input[name] is JsonValue value ? value.ToString() : "";
}
