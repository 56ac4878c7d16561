using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Complaints;

/// <summary>Makes, shows and follows the codes of complaints: whoever knows one reads the answer, with or without a name.</summary>
internal sealed class ComplaintKeys(IDataProtectionProvider protection, PendopoDb db, Here here)
{
    private readonly IDataProtector protector = protection.CreateProtector("care.complaint-code");

    public SecretLink Make()
    {
        var code = SpokenCode.New(SpokenCode.SecretLength);
        return new(SecretLink.HashOf(code), protector.Protect(code));
    }

    /// <summary>The code; null after the person was erased, or when the data keys are gone.</summary>
    public string? CodeOf(Complaint complaint) => complaint.CodeSealed.Length == 0 ? null : SecretLink.Shown(protector, complaint.CodeSealed);

    public async Task<Complaint?> Follow(string? code, CancellationToken cancel)
    {
        if (!here.HasCentre || code is null || code.Length > 100 || SpokenCode.Typed(code) is not { Length: SpokenCode.SecretLength } typed)
            return null;
        var hash = SecretLink.HashOf(typed);
        return await db.Set<Complaint>().AsNoTracking().FirstOrDefaultAsync(row => row.CodeHash == hash, cancel);
    }
}
