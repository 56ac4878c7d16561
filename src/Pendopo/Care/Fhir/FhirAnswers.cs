using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pendopo.Care.Fhir;

/// <summary>Answers of FHIR around resources: what the server can do, pages of a search, what is wrong. Pure.</summary>
internal static class FhirAnswers
{
    public const string Media = "application/fhir+json";

    // The day on which what is said of the server last changed.
    private const string SaidOn = "2026-11-23";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default };

    public static IResult Of(JsonObject resource, int status = StatusCodes.Status200OK) => TypedResults.Text(resource.ToJsonString(Plain), Media, System.Text.Encoding.UTF8, status);

    /// <param name="code">Of the value set issue-type.</param>
    public static IResult Wrong(int status, string code, string said) => Of(new()
    {
        ["resourceType"] = "OperationOutcome", ["issue"] = new JsonArray(new JsonObject { ["severity"] = "error", ["code"] = code, ["diagnostics"] = said }),
    }, status);

    public static JsonObject Bundle(string address, FhirType type, FhirQuery query, IReadOnlyList<JsonObject> page, int total)
    {
        var links = new JsonArray(Link("self", query.Page));
        if (!query.CountsAlone && (long)(query.Page + 1) * query.Count < total)
            links.Add(Link("next", query.Page + 1));
        if (!query.CountsAlone && query.Page > 0)
            links.Add(Link("previous", query.Page - 1));
        var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = "searchset", ["total"] = total, ["link"] = links };
        if (page.Count > 0 && !query.CountsAlone)
            bundle["entry"] = new JsonArray([.. page.Select(one => (JsonNode)new JsonObject { ["fullUrl"] = $"{address}/{type.Name}/{one["id"]}", ["resource"] = one, ["search"] = new JsonObject { ["mode"] = "match" } })]);
        return bundle;

        JsonObject Link(string relation, int number)
        {
            var asked = string.Join('&', new[] { query.Address, number > 0 ? $"_page={number}" : "" }.Where(part => part.Length > 0));
            return new() { ["relation"] = relation, ["url"] = $"{address}/{type.Name}{(asked.Length > 0 ? "?" + asked : "")}" };
        }
    }

    /// <param name="address">Below which the resources stand.</param>
    public static JsonObject Capabilities(string address, string centre) => new()
    {
        ["resourceType"] = "CapabilityStatement", ["status"] = "active", ["date"] = SaidOn, ["kind"] = "instance",
        ["software"] = new JsonObject { ["name"] = "Pendopo", ["version"] = typeof(FhirAnswers).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0" },
        ["implementation"] = new JsonObject { ["description"] = centre, ["url"] = address },
        ["fhirVersion"] = "4.0.1", ["format"] = new JsonArray(Media),
        ["rest"] = new JsonArray(new JsonObject
        {
            ["mode"] = "server",
            ["security"] = new JsonObject { ["description"] = "Appointment and PractitionerRole need a key of the centre: Authorization: Bearer. All else is open. Each reading with a key is noted." },
            ["resource"] = new JsonArray([.. FhirType.All.Select(type => (JsonNode)new JsonObject
            {
                ["type"] = type.Name, ["interaction"] = new JsonArray(new JsonObject { ["code"] = "read" }, new JsonObject { ["code"] = "search-type" }), ["versioning"] = "no-version",
                ["searchParam"] = new JsonArray([.. type.Parameters.Select(parameter => (JsonNode)new JsonObject { ["name"] = parameter.Name, ["type"] = parameter.Type.ToString().ToLowerInvariant() })]),
            })]),
        }),
    };
}
