using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.Connected;

/// <summary>
/// Seals what a person carries to a network's own page and back, and from there to the page that asks once more. It opens for this person at this centre
/// and for twenty minutes, so that nobody can make another connect an account of theirs. Short, because X takes 500 characters of it.
/// </summary>
internal sealed class SignInSeal(IDataProtectionProvider protection, Here here, TimeProvider time)
{
    private static readonly TimeSpan Lives = TimeSpan.FromMinutes(20);

    private sealed record Kept<T>(string Who, long Until, T What);

    private string Who => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{here.Actor} {here.Centre.Id}")).AsSpan(0, 16));

    /// <param name="purpose">What it is for; it opens for nothing else.</param>
    /// <param name="what">What is carried.</param>
    public string Seal<T>(string purpose, T what)
    {
        var kept = new Kept<T>(Who, (time.GetUtcNow() + Lives).ToUnixTimeSeconds(), what);
        return Base64Url.EncodeToString(protection.CreateProtector(purpose).Protect(JsonSerializer.SerializeToUtf8Bytes(kept)));
    }

    /// <summary>What was sealed; null when it is another's, too old or changed.</summary>
    public T? Open<T>(string purpose, string? text) where T : class
    {
        try
        {
            var kept = string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<Kept<T>>(protection.CreateProtector(purpose).Unprotect(Base64Url.DecodeFromChars(text)));
            return kept is not null && kept.Who == Who && kept.Until > time.GetUtcNow().ToUnixTimeSeconds() ? kept.What : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or JsonException)
        {
            // Changed on its way, or sealed with keys that are gone: it is as if it had never been given.
            return null;
        }
    }
}

/// <summary>The proof that who brings the code is who was sent (PKCE, RFC 7636, method S256).</summary>
internal sealed record Pkce(string Verifier)
{
    public static Pkce New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>As the address of the network's page carries it.</summary>
    public string Query() => $"&code_challenge={Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)))}&code_challenge_method=S256";
}
