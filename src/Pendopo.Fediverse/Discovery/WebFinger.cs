using System.Text.Json;
using System.Text.Json.Nodes;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Fediverse.Discovery;

/// <summary>WebFinger (RFC 7033): from a handle to an actor, and the way back that proves it.</summary>
public static class WebFinger
{
    /// <summary>The type of the document.</summary>
    public const string MediaType = "application/jrd+json";

    /// <summary>Bytes of a document that are read.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Where to ask for a handle.</summary>
    /// <param name="handle">Whom.</param>
    /// <param name="scheme">https, or http for tests on one machine.</param>
    public static string Address(Handle handle, string scheme = "https")
    {
        ArgumentNullException.ThrowIfNull(handle);
        return $"{scheme}://{handle.Host}/.well-known/webfinger?resource={Uri.EscapeDataString(handle.Acct)}";
    }

    /// <summary>Our answer for an actor.</summary>
    /// <param name="handle">Its handle in canonical case.</param>
    /// <param name="actor">Its id, byte for byte.</param>
    /// <param name="page">Its page for people.</param>
    /// <param name="interaction">Template for following from elsewhere, with <c>{uri}</c>; null when there is none.</param>
    public static JsonObject Write(Handle handle, string actor, string? page, string? interaction)
    {
        ArgumentNullException.ThrowIfNull(handle);
        var links = new JsonArray();
        if (page is not null)
        {
            links.Add(new JsonObject { ["rel"] = "http://webfinger.net/rel/profile-page", ["type"] = "text/html", ["href"] = page });
        }

        links.Add(new JsonObject { ["rel"] = "self", ["type"] = ActivityDocument.MediaType, ["href"] = actor });
        if (interaction is not null)
        {
            links.Add(new JsonObject { ["rel"] = "http://ostatus.org/schema/1.0/subscribe", ["template"] = interaction });
        }

        return new JsonObject
        {
            ["subject"] = handle.Acct,
            ["aliases"] = Json.Array(new[] { page, actor }.OfType<string>().Distinct(StringComparer.Ordinal)),
            ["links"] = links,
        };
    }

    /// <summary>Reads an answer; null when it names no actor.</summary>
    public static WebFingerAnswer? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            return null;
        }

        try
        {
            var root = JsonElement.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            var self = Json.Many(root, "links", 64).FirstOrDefault(l => Json.Text(l, "rel", 200) == "self" && ActivityDocument.IsMediaType(Json.Text(l, "type", 200)));
            return Handle.TryParse(Json.Text(root, "subject", 520)) is { } subject && Json.Id(self, "href") is { } actor
                ? new WebFingerAnswer(subject, actor)
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Not JSON, or JSON with text that is not text.
            return null;
        }
    }

    /// <summary>
    /// Whether an answer confirms an actor: its link is the actor's id byte for byte, and the subject is the handle asked
    /// for. When the subject names another handle, that one has to be asked once, and has to name itself.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="asked">The handle that was asked.</param>
    /// <param name="actor">The actor's id.</param>
    public static WebFingerVerdict Confirms(WebFingerAnswer answer, Handle asked, string actor)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(asked);
        if (answer.Actor != actor)
        {
            return WebFingerVerdict.Refuse;
        }

        var same = answer.Subject.Host == asked.Host && answer.Subject.User.Equals(asked.User, StringComparison.OrdinalIgnoreCase);
        return same ? WebFingerVerdict.Confirmed : WebFingerVerdict.AskSubject;
    }

    /// <summary>The actor behind a <c>resource</c> somebody asked us for: a handle of our host, an actor id or a page.</summary>
    /// <param name="resource">As asked; null when missing.</param>
    /// <param name="hosts">Our hosts, in the form of <see cref="WebAddress.AuthorityOf"/>.</param>
    public static WebFingerQuestion Question(string? resource, IReadOnlySet<string> hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        if (string.IsNullOrEmpty(resource) || resource.Length > WebAddress.MaxLength)
        {
            return new(null, null, IsMalformed: true);
        }

        if (WebAddress.AuthorityOf(resource) is { } authority)
        {
            return new(null, hosts.Contains(authority) ? resource : null, IsMalformed: false);
        }

        return Handle.TryParse(resource) is { } handle
            ? new(hosts.Contains(handle.Host) ? handle : null, null, IsMalformed: false)
            : new(null, null, IsMalformed: true);
    }
}

/// <summary>What WebFinger said.</summary>
/// <param name="Subject">The canonical handle.</param>
/// <param name="Actor">The id of the actor.</param>
public sealed record WebFingerAnswer(Handle Subject, string Actor);

/// <summary>What an answer proves.</summary>
public enum WebFingerVerdict
{
    /// <summary>Handle and actor belong together.</summary>
    Confirmed,

    /// <summary>The subject is another handle: ask that one, once.</summary>
    AskSubject,

    /// <summary>They do not.</summary>
    Refuse,
}

/// <summary>What somebody asked for.</summary>
/// <param name="Handle">A handle of ours; null when it is none.</param>
/// <param name="Address">An address of ours; null when it is none.</param>
/// <param name="IsMalformed">Whether it cannot be read: answer 400, else 404 for what is not here.</param>
public readonly record struct WebFingerQuestion(Handle? Handle, string? Address, bool IsMalformed);
