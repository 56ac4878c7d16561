using System.Text.Json;
using Pendopo.Platform.Outbound;

namespace Pendopo.Platform.Certificates.Acme;

/// <summary>Why no certificate came. Each has words and a remedy.</summary>
public enum AcmeTrouble
{
    /// <summary>The authority itself could not be reached, or did not answer as one.</summary>
    AuthorityAway,
    /// <summary>The authority found no address under the name.</summary>
    NameUnknown,
    /// <summary>The authority could not connect to the name's port 80.</summary>
    CannotReachUs,
    /// <summary>Something answered at the name's port 80, but not this Pendopo.</summary>
    AnotherAnswers,
    /// <summary>The name's CAA record allows other authorities only.</summary>
    OtherAuthorityOnly,
    /// <summary>The authority gives no certificate for this name.</summary>
    NameRefused,
    /// <summary>Asked too often.</summary>
    TooOften,
    /// <summary>The authority serves known customers only: account name and key are needed.</summary>
    CustomersOnly,
    /// <summary>The e-mail address was refused.</summary>
    ContactRefused,
    /// <summary>The account is closed or unknown.</summary>
    AccountGone,
    /// <summary>Anything else that the authority said.</summary>
    Refused,
}

/// <summary>The authority refused, or could not be asked.</summary>
public sealed class AcmeException(AcmeTrouble trouble, string detail, TimeSpan? after = null) : Exception($"{trouble}: {detail}")
{
    public AcmeTrouble Trouble { get; } = trouble;

    /// <summary>What the authority said, in its own words; for the administrator alone.</summary>
    public string Detail { get; } = detail;

    /// <summary>When it wants to be asked again at the earliest.</summary>
    public TimeSpan? After { get; } = after;

    internal static AcmeException Of(OutboundReply reply, TimeSpan? after) => reply.IsFault
        ? new(AcmeTrouble.AuthorityAway, reply.Fault.ToString()!)
        : Read(reply.Text) is { } problem ? Of(problem, after) : new(AcmeTrouble.AuthorityAway, $"HTTP {reply.Status}", after);

    /// <summary>Reads a problem document (RFC 8555 section 6.7).</summary>
    internal static AcmeException Of(JsonElement problem, TimeSpan? after = null)
    {
        var type = problem.TryGetProperty("type", out var named) ? named.GetString() ?? "" : "";
        var detail = problem.TryGetProperty("detail", out var said) ? said.GetString() ?? "" : "";
        return new(Meant(type[(type.LastIndexOf(':') + 1)..]), detail.Length > 300 ? detail[..300] : detail, after);
    }

    internal static string? Kind(OutboundReply reply) =>
        !reply.IsFault && Read(reply.Text) is { } problem && problem.TryGetProperty("type", out var type) && type.GetString() is { } name ? name[(name.LastIndexOf(':') + 1)..] : null;

    private static AcmeTrouble Meant(string kind) => kind switch
    {
        "dns" => AcmeTrouble.NameUnknown,
        "connection" or "tls" => AcmeTrouble.CannotReachUs,
        "unauthorized" or "incorrectResponse" => AcmeTrouble.AnotherAnswers,
        "caa" => AcmeTrouble.OtherAuthorityOnly,
        "rejectedIdentifier" or "unsupportedIdentifier" => AcmeTrouble.NameRefused,
        "rateLimited" => AcmeTrouble.TooOften,
        "externalAccountRequired" => AcmeTrouble.CustomersOnly,
        "invalidContact" or "unsupportedContact" => AcmeTrouble.ContactRefused,
        "accountDoesNotExist" => AcmeTrouble.AccountGone,
        _ => AcmeTrouble.Refused,
    };

    private static JsonElement? Read(string text)
    {
        try
        {
            var read = JsonSerializer.Deserialize<JsonElement>(text);
            return read.ValueKind == JsonValueKind.Object ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
