using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Letters;

/// <summary>The keys of the installation's letters, made in it: one signs them, one marks the addresses to which they come back.</summary>
/// <param name="Selector">Under which name the public half stands in DNS.</param>
/// <param name="Private">PKCS #8.</param>
/// <param name="Return">Of HMAC-SHA256.</param>
internal sealed record LetterKeys(string Selector, byte[] Private, byte[] Return)
{
    /// <summary>What a TXT record at `selector._domainkey.domain` says (RFC 6376 section 3.6.1).</summary>
    public string Record()
    {
        using var key = RSA.Create();
        key.ImportPkcs8PrivateKey(Private, out _);
        return $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}";
    }

    public string NameAt(string domain) => $"{Selector}._domainkey.{domain}";

    // RFC 8301 section 3.2: at least 1024 bits, 2048 is what one should have.
    public static LetterKeys Make(DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        return new(string.Create(CultureInfo.InvariantCulture, $"pendopo{now:yyyyMM}"), key.ExportPkcs8PrivateKey(), RandomNumberGenerator.GetBytes(32));
    }

    // A record prints its members, and this one holds keys.
    public override string ToString() => Selector;
}

/// <summary>Keeps the keys, sealed, among the settings of the installation.</summary>
internal sealed class LetterKeyring(PendopoDb db, SettingsBook settings, IConfiguration configuration, IDataProtectionProvider protection, TimeProvider time)
{
    private const string Setting = "letters:keys", Purpose = "letters.keys";

    private readonly IDataProtector protector = protection.CreateProtector(Purpose);

    /// <summary>The keys; made when there are none, or when those of the data folder that sealed them are gone.</summary>
    public async Task<LetterKeys> Open(CancellationToken cancel)
    {
        if (Unseal(configuration[Setting]) is { } known || Unseal(await settings.Read(Setting, cancel)) is { } stored && (known = stored) is not null)
            return known;
        var made = LetterKeys.Make(time.Now());
        await settings.Write(Setting, protector.Protect(JsonSerializer.Serialize(made)), cancel);
        if (!await db.TrySave(cancel))
            return Unseal(await settings.Read(Setting, cancel)) ?? throw new InvalidOperationException("The keys of the letters were taken away while they were made.");
        await settings.Publish(cancel);
        return made;
    }

    private LetterKeys? Unseal(string? text)
    {
        try
        {
            return text is { Length: > 0 } ? JsonSerializer.Deserialize<LetterKeys>(protector.Unprotect(text)) : null;
        }
        catch (CryptographicException)
        {
            // The data folder's keys were not restored with the database: new ones are made, and the record in DNS is changed.
            return null;
        }
    }
}

/// <summary>The address to which a copy comes back: it says which copy it is (VERP), and a stranger cannot make one up.</summary>
internal static class ReturnAddress
{
    // Servers may take the local part in lower case, so base64 would not survive; RFC 5321 section 4.5.3.1.1 allows it 64 characters.
    private const int MarkBytes = 8, LocalLength = 64;

    /// <summary>`kabar+ID-MARK@domain`; the plain address where its name leaves no room.</summary>
    public static string Of(LetterKeys keys, Id<IssueCopy> copy, string from)
    {
        var at = from.LastIndexOf('@');
        var local = $"{from[..at]}+{copy.Value:n}{Mark(keys, copy)}";
        return local.Length <= LocalLength ? $"{local}{from[at..]}" : from;
    }

    /// <summary>The copy that an address names, or null.</summary>
    public static Id<IssueCopy>? Read(LetterKeys keys, string address)
    {
        var (plus, at) = (address.IndexOf('+', StringComparison.Ordinal), address.LastIndexOf('@'));
        if (plus < 0 || at - plus - 1 != 32 + (2 * MarkBytes) || !Guid.TryParseExact(address.AsSpan(plus + 1, 32), "n", out var id))
            return null;
        var said = Encoding.ASCII.GetBytes(address[(plus + 33)..at].ToLowerInvariant());
        return CryptographicOperations.FixedTimeEquals(said, Encoding.ASCII.GetBytes(Mark(keys, new(id)))) ? new(id) : null;
    }

    private static string Mark(LetterKeys keys, Id<IssueCopy> copy) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(keys.Return, copy.Value.ToByteArray()).AsSpan(0, MarkBytes));
}
