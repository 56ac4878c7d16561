using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Fediverse.Discovery;

/// <summary>What a server says of itself.</summary>
public sealed record NodeInfo
{
    private const string Schema = "http://nodeinfo.diaspora.software/ns/schema/";

    /// <summary>Name of the program, lower case.</summary>
    public required string Software { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Name of the server.</summary>
    public string? Name { get; init; }

    /// <summary>Description of the server.</summary>
    public string? Description { get; init; }

    /// <summary>Accounts; null when not told.</summary>
    public int? Users { get; init; }

    /// <summary>Accounts that did something within a month; null when not told.</summary>
    public int? ActiveMonth { get; init; }

    /// <summary>Accounts that did something within half a year; null when not told.</summary>
    public int? ActiveHalfYear { get; init; }

    /// <summary>Posts written there; null when not told.</summary>
    public int? LocalPosts { get; init; }

    /// <summary>Whether anybody may join.</summary>
    public bool OpenRegistrations { get; init; }

    /// <summary>The document at <c>/.well-known/nodeinfo</c>.</summary>
    /// <param name="origin">Scheme and host, without a slash at the end.</param>
    public static JsonObject Index(string origin) => new()
    {
        ["links"] = new JsonArray(
            new JsonObject { ["rel"] = Schema + "2.0", ["href"] = origin + "/nodeinfo/2.0" },
            new JsonObject { ["rel"] = Schema + "2.1", ["href"] = origin + "/nodeinfo/2.1" }),
    };

    /// <summary>The document itself.</summary>
    /// <param name="schema">"2.0" or "2.1".</param>
    public JsonObject Write(string schema)
    {
        var software = new JsonObject { ["name"] = Software, ["version"] = Version };
        // Clients of the Mastodon API look for a known name, here or upstream (megalodon's detector).
        var metadata = new JsonObject { ["upstream"] = new JsonObject { ["name"] = "mastodon" } }
            .With("nodeName", Name).With("nodeDescription", Description);
        return new JsonObject
        {
            ["version"] = schema,
            ["software"] = software,
            ["protocols"] = new JsonArray("activitypub"),
            ["services"] = new JsonObject { ["inbound"] = new JsonArray(), ["outbound"] = new JsonArray() },
            ["usage"] = new JsonObject
            {
                ["users"] = new JsonObject().With("total", Users).With("activeMonth", ActiveMonth).With("activeHalfyear", ActiveHalfYear),
            }.With("localPosts", LocalPosts),
            ["openRegistrations"] = OpenRegistrations,
            ["metadata"] = metadata,
        };
    }

    /// <summary>
    /// The address of the newest document an index names; null when it names none on its own host: an address elsewhere, or
    /// a <c>data:</c> one, would lead a fetch astray (Fedify CVE-2026-62857).
    /// </summary>
    /// <param name="index">The bytes of the index.</param>
    /// <param name="indexAddress">Where it came from.</param>
    public static string? AddressIn(ReadOnlySpan<byte> index, string indexAddress) => Parse(index) is { } root
        ? Json.Many(root, "links", 32)
            .Where(l => Json.Text(l, "rel", 200) is Schema + "2.0" or Schema + "2.1")
            .OrderByDescending(l => Json.Text(l, "rel", 200), StringComparer.Ordinal)
            .Select(l => Json.Id(l, "href"))
            .FirstOrDefault(href => WebAddress.SameHost(href, indexAddress))
        : null;

    /// <summary>Reads what another server says of itself; null when it is no such document.</summary>
    public static NodeInfo? Read(ReadOnlySpan<byte> bytes)
    {
        if (Parse(bytes) is not { } root || Json.Get(root, "software") is not { } software || Json.Text(software, "name", 100) is not { } name)
        {
            return null;
        }

        var usage = Json.Get(root, "usage") ?? default;
        var users = Json.Get(usage, "users") ?? default;
        var metadata = Json.Get(root, "metadata") ?? default;
        return new NodeInfo
        {
            Software = name.ToLowerInvariant(),
            Version = Json.Text(software, "version", 100) ?? "",
            Name = Json.Text(metadata, "nodeName", 200),
            Description = Json.Text(metadata, "nodeDescription", 2000),
            Users = Json.Count(users, "total"),
            ActiveMonth = Json.Count(users, "activeMonth"),
            ActiveHalfYear = Json.Count(users, "activeHalfyear"),
            LocalPosts = Json.Count(usage, "localPosts"),
            OpenRegistrations = Json.Flag(root, "openRegistrations") ?? false,
        };
    }

    private static JsonElement? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (bytes.Length > WebFinger.MaxBytes)
            {
                return null;
            }

            var root = JsonElement.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            return Json.IsText(root) ? root : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is not valid UTF-8 or UTF-16.
            return null;
        }
    }
}
