using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Push;

/// <summary>A browser in which somebody asked a centre for notifications. Who that is, nobody knows: only where its messages go.</summary>
public sealed class PushSubscription : IBelongsToCentre
{
    public const int SealedLength = 4000, HostLength = 255, MarkLength = 64;

    private PushSubscription()
    {
    }

    public Id<PushSubscription> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    /// <summary>SHA-256 of the endpoint, by which it is known again and by which its browser ends it.</summary>
    public string Mark { get; private set; } = "";
    /// <summary>The push service, which is asked to wait as a whole.</summary>
    public string Host { get; private set; } = "";
    /// <summary>The endpoint and the browser's keys, encrypted: whoever has them can write to it.</summary>
    public string Sealed { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }
    /// <summary>How many notifications in a row its service did not take, while those for others left.</summary>
    public int Failures { get; private set; }
    /// <summary>Since when; null while it takes them.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    internal static PushSubscription Of(Channel channel, PushTarget target, IDataProtector protector, DateTimeOffset now) => new()
    {
        Id = Id<PushSubscription>.New(), CentreId = channel.CentreId, ChannelId = channel.Id, Mark = target.Mark, Host = new Uri(target.Endpoint).Host, Sealed = target.Seal(protector), MadeAt = now,
    };

    /// <summary>Its browser came with other keys.</summary>
    internal void Renew(PushTarget target, IDataProtector protector) => (Sealed, Failures, FailingSince) = (target.Seal(protector), 0, null);
}

/// <summary>Where a message goes and how it is encrypted.</summary>
/// <param name="Key">The browser's public key (`p256dh`), base64url.</param>
/// <param name="Auth">The secret that it shares with us (`auth`), base64url.</param>
internal sealed record PushTarget(string Endpoint, string Key, string Auth)
{
    public const int EndpointLength = 1000;

    // Nothing of it stands in a page, and escaped letters would be six times as long.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Mark => MarkOf(Endpoint);

    /// <summary>By which another room knows it: it is not the one above, or who follows a centre unnamed would be known by name.</summary>
    public string MemberMark => MarkOf("member " + Endpoint);

    /// <summary>A target as a browser tells it; null for what no browser tells. The address is a stranger's: it is called by the guarded way alone.</summary>
    public static PushTarget? Read(string? endpoint, string? key, string? auth)
    {
        if (endpoint is not { Length: > 0 and <= EndpointLength } || endpoint.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0 || !Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
            || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0 || address.Fragment.Length > 0 || address.HostNameType != UriHostNameType.Dns || address.Host.Length > PushSubscription.HostLength)
            return null;
        return Bytes(key, SealedNotice.PublicLength) is { } point && Bytes(auth, SealedNotice.AuthLength) is not null && SealedNotice.IsKey(point) ? new(endpoint, key!.TrimEnd('='), auth!.TrimEnd('=')) : null;
    }

    public string Seal(IDataProtector protector) => protector.Protect(JsonSerializer.Serialize(this, Plain));

    public static PushTarget Unseal(string text, IDataProtector protector) => JsonSerializer.Deserialize<PushTarget>(protector.Unprotect(text)) ?? throw new InvalidOperationException("A push target is empty.");

    public byte[] Encrypt(ReadOnlySpan<byte> message) => SealedNotice.Of(message, Bytes(Key, SealedNotice.PublicLength), Bytes(Auth, SealedNotice.AuthLength));

    // A record prints its members, and these are secrets.
    public override string ToString() => "a browser";

    private static string MarkOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[]? Bytes(string? text, int length) =>
        text is { Length: > 0 and <= 120 } && Base64Url.IsValid(text.TrimEnd('='), out var decoded) && decoded == length ? Base64Url.DecodeFromChars(text.TrimEnd('=')) : null;
}
