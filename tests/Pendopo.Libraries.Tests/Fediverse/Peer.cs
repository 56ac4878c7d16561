using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Libraries.Tests.Fediverse;

/// <summary>Documents a stranger's server might send, one good one of each kind to start from.</summary>
internal static class Peer
{
    internal const string Bob = "https://peer.example/users/bob";
    internal const string Eve = "https://evil.example/users/eve";
    internal const string Clinic = "https://pendopo.example/users/klinik";

    internal static JsonElement Open(JsonNode document) => ActivityDocument.Open(Encoding.UTF8.GetBytes(document.ToJsonString())).Root;

    internal static DocumentReading Open(string json) => ActivityDocument.Open(Encoding.UTF8.GetBytes(json));

    internal static JsonObject Actor(string id = Bob) => new()
    {
        ["@context"] = new JsonArray(ActivityDocument.Context, "https://w3id.org/security/v1"), ["id"] = id, ["type"] = "Person",
        ["preferredUsername"] = "bob", ["name"] = "Bob", ["summary"] = "<p>halo</p>", ["inbox"] = id + "/inbox", ["followers"] = id + "/followers",
        ["url"] = id.Replace("/users/", "/@", StringComparison.Ordinal), ["endpoints"] = new JsonObject { ["sharedInbox"] = new Uri(id).GetLeftPart(UriPartial.Authority) + "/inbox" },
        ["publicKey"] = new JsonObject { ["id"] = id + "#main-key", ["owner"] = id, ["publicKeyPem"] = "PEM" },
    };

    internal static JsonObject Note(string id = "https://peer.example/notes/1", string author = Bob) => new()
    {
        ["@context"] = ActivityDocument.Context, ["id"] = id, ["type"] = "Note", ["attributedTo"] = author, ["content"] = "<p>Terima kasih</p>",
        ["to"] = ActivityDocument.Public, ["cc"] = new JsonArray(author + "/followers", Clinic), ["published"] = "2026-01-15T08:30:00Z",
        ["tag"] = new JsonObject { ["type"] = "Mention", ["href"] = Clinic, ["name"] = "@klinik@pendopo.example" },
    };

    internal static JsonObject Activity(string type, JsonNode target, string actor = Bob) => new()
    {
        ["@context"] = ActivityDocument.Context, ["id"] = actor + "/activities/1", ["type"] = type, ["actor"] = actor, ["object"] = target,
    };

    internal static Activity Read(JsonNode document)
    {
        var reading = Pendopo.Fediverse.Vocabulary.Activity.Read(Open(document));
        reading.Problem.ShouldBeNull();
        return reading.Value!;
    }

    internal static JsonObject Set(this JsonObject document, string name, JsonNode? value)
    {
        document[name] = value;
        return document;
    }

    internal static JsonObject Without(this JsonObject document, string name)
    {
        document.Remove(name);
        return document;
    }
}
