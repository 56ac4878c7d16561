using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Care.Classes;

/// <summary>Makes, shows and follows the links of people in classes, and the codes of their certificates.</summary>
internal sealed class ClassKeys(IDataProtectionProvider protection, PublicAddress address, PendopoDb db, Here here)
{
    private readonly IDataProtector links = protection.CreateProtector("care.class-link"), codes = protection.CreateProtector("care.class-certificate");

    public SecretLink Make() => SecretLink.Make(links);

    public SecretLink MakeCode()
    {
        var code = SpokenCode.New(SpokenCode.SecretLength);
        return new(SecretLink.HashOf(code), codes.Protect(code));
    }

    /// <summary>The secret of a link; null after the person was erased, or when the data keys are gone.</summary>
    public string? SecretOf(ClassPerson person) => person.SecretSealed.Length == 0 ? null : SecretLink.Shown(links, person.SecretSealed);

    public string? AddressOf(ClassPerson person) => SecretOf(person) is { } secret ? $"{address.Home(here.Centre)}/class/{secret}" : null;

    /// <summary>The code of a certificate; null for who asked for none.</summary>
    public string? CodeOf(ClassPerson person) => person.CertificateSealed.Length == 0 ? null : SecretLink.Shown(codes, person.CertificateSealed);

    /// <summary>The whole address at which anybody verifies it.</summary>
    public string VerifyAt(string code) => $"{address.Home(here.Centre)}/certificate/{code}";

    public async Task<ClassPerson?> Follow(string secret, CancellationToken cancel)
    {
        if (!here.HasCentre || secret.Length > 100)
            return null;
        var hash = SecretLink.HashOf(secret);
        return await db.Set<ClassPerson>().AsNoTracking().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel);
    }

    /// <summary>Who has the certificate of a code, whatever stands between its signs.</summary>
    public async Task<ClassPerson?> Certified(string? code, CancellationToken cancel)
    {
        if (!here.HasCentre || code is null || code.Length > 100 || SpokenCode.Typed(code) is not { Length: SpokenCode.SecretLength } typed)
            return null;
        var hash = SecretLink.HashOf(typed);
        return await db.Set<ClassPerson>().AsNoTracking().FirstOrDefaultAsync(row => row.CertificateHash == hash && row.CertifiedAt != null, cancel);
    }
}
