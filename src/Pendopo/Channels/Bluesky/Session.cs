using System.Buffers.Text;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Bluesky;

/// <summary>What is kept of an account, encrypted: never the app password, only the tokens that came of it.</summary>
/// <param name="Did">The account's id, for ever.</param>
/// <param name="Server">Origin of the PDS that the account lives on, without a slash at its end.</param>
/// <param name="Access">Token of the next calls; lives two hours.</param>
/// <param name="Refresh">Token that fetches the next pair; lives 90 days and is replaced each time.</param>
internal sealed record Session(string Did, string Handle, string Server, string Access, string Refresh) : IRenewedKeys<Session>
{
    /// <summary>Until then somebody fetches a new pair.</summary>
    public DateTimeOffset? RenewedBy { get; init; }

    /// <summary>Until when the account works without anybody signing in again, or null when the token does not tell.</summary>
    public DateTimeOffset? EndsAt => Expiry(Refresh);

    public Session Claimed(DateTimeOffset? until) => this with { RenewedBy = until };

    /// <summary>Reads a session that a server opened or renewed; null when something is missing in it.</summary>
    /// <param name="askedServer">The server that answered, for an answer that names no other.</param>
    public static Session? Read(JsonElement answer, string askedServer)
    {
        var session = new Session(
            answer.Text("did"), KeptText.Of(answer.Text("handle"), Border.HandleLength), ServerIn(answer.Member("didDoc")) ?? askedServer, answer.Text("accessJwt"), answer.Text("refreshJwt"));
        return session.Did.StartsWith("did:", StringComparison.Ordinal) && session.Did.Length <= Border.IdLength && session.Access.Length > 0 && session.Refresh.Length > 0 ? session : null;
    }

    /// <summary>The PDS that the DID document names (atproto.com/specs/did): one may sign in at an entrance and live elsewhere.</summary>
    private static string? ServerIn(JsonElement document)
    {
        var service = document.Items("service").FirstOrDefault(one =>
            one.Text("id").EndsWith("#atproto_pds", StringComparison.Ordinal) && one.Text("type") == "AtprotoPersonalDataServer");
        return ServerAddress.Origin(service.Text("serviceEndpoint"));
    }

    /// <summary>`exp` of a token (RFC 7519). Read without checking the signature: it only tells when to warn.</summary>
    private static DateTimeOffset? Expiry(string token)
    {
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
            return DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64());
        }
        catch (Exception error) when (error is FormatException or JsonException or IndexOutOfRangeException or KeyNotFoundException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            // A token of another make tells nothing.
            return null;
        }
    }
}
