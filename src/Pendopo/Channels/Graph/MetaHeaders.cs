using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pendopo.Channels.Connected;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Graph;

/// <summary>How much of what it may somebody has called.</summary>
/// <param name="Account">Empty for the app.</param>
/// <param name="Regain">How long the network wants no calls; null where it does not say.</param>
internal sealed record MetaUsage(string Account, int Percent, TimeSpan? Regain);

/// <summary>What all networks of Meta put into headers: the signature of an event, and the usage beside every answer.</summary>
internal static class MetaHeaders
{
    private const string Scheme = "sha256=";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly string[] Counted = ["call_count", "total_time", "total_cputime"];

    /// <summary>Whether the very bytes were signed with the app's secret; never without one.</summary>
    public static bool Signed(string secret, ReadOnlySpan<byte> body, string? header)
    {
        if (secret.Length == 0 || header?.StartsWith(Scheme, StringComparison.Ordinal) != true)
            return false;
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(header[Scheme.Length..].ToLowerInvariant()));
    }

    /// <summary>X-App-Usage and X-Business-Use-Case-Usage, as far as they can be read.</summary>
    public static IEnumerable<MetaUsage> Usage(OutboundReply reply)
    {
        if (Read(reply.Header("X-App-Usage")) is { ValueKind: JsonValueKind.Object } app)
            yield return new("", Worst(app), null);
        foreach (var use in Read(reply.Header("X-Business-Use-Case-Usage")) is { ValueKind: JsonValueKind.Object } all ? all.EnumerateObject() : default)
        {
            foreach (var one in use.Value.ValueKind == JsonValueKind.Array ? use.Value.EnumerateArray() : default)
                yield return new(use.Name, Worst(one), one.Count("estimated_time_to_regain_access") is { } minutes and > 0 ? minutes < Longest.TotalMinutes ? TimeSpan.FromMinutes(minutes) : Longest : null);
        }
    }

    private static JsonElement Read(string? header) => header is { Length: > 0 } ? LooseJson.Parse(Encoding.UTF8.GetBytes(header)) : default;

    private static int Worst(JsonElement usage) => Counted.Max(name => usage.Count(name) ?? 0);
}
