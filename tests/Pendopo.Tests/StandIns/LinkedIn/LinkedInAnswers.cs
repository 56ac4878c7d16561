using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.LinkedIn;

/// <summary>The shapes of LinkedIn: elements with paging, and errors with status, message and serviceErrorCode.</summary>
internal static class LinkedInAnswers
{
    public static WireReply Error(int status, string message, int code = 0) => new(status, new JsonObject { ["status"] = status, ["message"] = message, ["serviceErrorCode"] = code });

    public static WireReply Invalid(string message) => Error(400, message, 100);

    public static readonly WireReply NotFound = Error(404, "Requested entity could not be found.");

    public static readonly WireReply NotAllowed = Error(403, "Not enough permissions to access the resource.", 100);

    public static WireReply Elements(IEnumerable<JsonNode?> elements, int start = 0, int count = 100, int total = 0) => WireReply.Of(new JsonObject
    {
        ["paging"] = new JsonObject { ["start"] = start, ["count"] = count, ["total"] = total, ["links"] = new JsonArray() }, ["elements"] = new JsonArray([.. elements]),
    });
}
