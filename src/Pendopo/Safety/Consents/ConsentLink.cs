using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Safety.Consents;

/// <summary>A code to find a sheet or a request by that can be said on the telephone: no two of its signs are taken for one another. It opens nothing.</summary>
internal static class SpokenCode
{
    public static string New() => RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTVWXYZ", 8);
}

/// <summary>Makes, shows and follows the links by which persons answer and withdraw without an account.</summary>
internal sealed class ConsentLinks(PendopoDb db, IDataProtectionProvider protection, PublicAddress address)
{
    private readonly IDataProtector protector = protection.CreateProtector("safety.consent-link");

    public SecretLink Make() => SecretLink.Make(protector);

    /// <summary>The secret of a sheet, or null after its person was erased, and when the data keys that sealed it are gone.</summary>
    public string? SecretOf(ConsentSheet sheet) => Shown(sheet.SecretSealed);

    /// <summary>A sealed secret, to be shown again; null where there is none, or nobody can read it any more.</summary>
    public string? Shown(string text) => text.Length == 0 ? null : SecretLink.Shown(protector, text);

    /// <summary>The person's own page, as a QR code carries it.</summary>
    public string AddressOf(Centre centre, string secret) => $"{address.Home(centre)}/consent/{secret}";

    /// <summary>The sheet of a secret at the centre in scope, or null.</summary>
    public Task<ConsentSheet?> Follow(string secret, CancellationToken cancel)
    {
        var hash = SecretLink.HashOf(secret);
        return db.Set<ConsentSheet>().FirstOrDefaultAsync(sheet => sheet.SecretHash == hash, cancel);
    }

    public string Unseal(string text) => protector.Unprotect(text);
}
