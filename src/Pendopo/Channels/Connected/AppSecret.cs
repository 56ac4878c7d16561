using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Pendopo.Channels.Connected;

/// <summary>The secret of the installation's own app at a network.</summary>
/// <param name="settings">Of the installation.</param>
/// <param name="protection">Encrypts it with the installation's keys.</param>
/// <param name="purpose">Whose secret it is.</param>
/// <param name="plainKey">The setting by which a config file or the environment gives it.</param>
/// <param name="keptKey">The setting in which its page keeps it, encrypted.</param>
internal sealed class AppSecret(IConfiguration settings, IDataProtectionProvider protection, string purpose, string plainKey, string keptKey)
{
    public string Value => settings[plainKey] is { Length: > 0 } plain ? plain : Open(settings[keptKey]);

    /// <summary>As it is kept in the settings.</summary>
    public string Seal(string secret) => protection.CreateProtector(purpose).Protect(secret);

    private string Open(string? kept)
    {
        try
        {
            return kept is { Length: > 0 } ? protection.CreateProtector(purpose).Unprotect(kept) : "";
        }
        catch (CryptographicException)
        {
            // The data folder's keys were not restored with the database: the page asks for the secret anew.
            return "";
        }
    }
}
