using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Push;

/// <summary>The key by which push services know this installation (RFC 8292); a browser takes messages from it alone.</summary>
/// <param name="Private">PKCS #8.</param>
internal sealed record VapidKeys(byte[] Private)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private static ReadOnlySpan<byte> Header => """{"typ":"JWT","alg":"ES256"}"""u8;

    public static VapidKeys Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(key.ExportPkcs8PrivateKey());
    }

    /// <summary>The public half, as a page hands it to the browser.</summary>
    public string Public()
    {
        using var key = Open();
        return Base64Url.EncodeToString(SealedNotice.Point(key.ExportParameters(includePrivateParameters: false).Q));
    }

    /// <summary>The value of Authorization for one push service.</summary>
    /// <param name="subject">Where its people find us: an https address; left out where there is none.</param>
    public string Token(Uri endpoint, string subject, DateTimeOffset now)
    {
        var claims = new JsonObject { ["aud"] = endpoint.GetLeftPart(UriPartial.Authority), ["exp"] = (now + Life).ToUnixTimeSeconds() };
        if (subject.StartsWith("https://", StringComparison.Ordinal))
            claims["sub"] = subject;
        var signed = $"{Base64Url.EncodeToString(Header)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        using var key = Open();
        return $"vapid t={signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))}, k={Public()}";
    }

    // A record prints its members, and this one holds a key.
    public override string ToString() => "VAPID";

    private ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Private, out _);
        return key;
    }
}

/// <summary>Keeps the key, sealed, among the settings of the installation. With another key every browser would have to be asked anew.</summary>
internal sealed class VapidKeyring(PendopoDb db, SettingsBook settings, IConfiguration configuration, IDataProtectionProvider protection)
{
    private const string Setting = "push:keys", Purpose = "push.keys";

    private readonly IDataProtector protector = protection.CreateProtector(Purpose);

    /// <summary>The key; made when there is none, or when the keys of the data folder that sealed it are gone.</summary>
    public async Task<VapidKeys> Open(CancellationToken cancel)
    {
        if ((Unseal(configuration[Setting]) ?? Unseal(await settings.Read(Setting, cancel))) is { } known)
            return known;
        var made = VapidKeys.Make();
        await settings.Write(Setting, protector.Protect(JsonSerializer.Serialize(made)), cancel);
        if (!await db.TrySave(cancel))
            return Unseal(await settings.Read(Setting, cancel)) ?? throw new InvalidOperationException("The key of the notifications was taken away while it was made.");
        await settings.Publish(cancel);
        return made;
    }

    private VapidKeys? Unseal(string? text)
    {
        try
        {
            return text is { Length: > 0 } ? JsonSerializer.Deserialize<VapidKeys>(protector.Unprotect(text)) : null;
        }
        catch (CryptographicException)
        {
            // The data folder's keys were not restored with the database: a new one is made, and browsers are asked anew.
            return null;
        }
    }
}
