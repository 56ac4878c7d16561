using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Care.Waiting;

/// <summary>Makes, shows and follows the links of people who wait; whoever holds one may take what is offered, or leave.</summary>
internal sealed class WaitingKeys(IDataProtectionProvider protection, PublicAddress address, PendopoDb db, Here here)
{
    private readonly IDataProtector links = protection.CreateProtector("care.waiting-link"), holds = protection.CreateProtector("care.waiting-hold");

    public SecretLink Make() => SecretLink.Make(links);

    /// <summary>The secret of a link; null after the person was erased, or when the data keys are gone.</summary>
    public string? SecretOf(WaitingEntry entry) => entry.SecretSealed.Length == 0 ? null : SecretLink.Shown(links, entry.SecretSealed);

    public string? AddressOf(WaitingEntry entry) => SecretOf(entry) is { } secret ? $"{address.Home(here.Centre)}/waiting/{secret}" : null;

    public string Seal(string hold) => holds.Protect(hold);

    /// <summary>By which the held place is known; null when it is settled, or the data keys are gone.</summary>
    public string? HoldOf(WaitingOffer offer) => offer.HoldSealed.Length == 0 ? null : SecretLink.Shown(holds, offer.HoldSealed);

    public async Task<WaitingEntry?> Follow(string secret, CancellationToken cancel)
    {
        if (!here.HasCentre || secret.Length > 100)
            return null;
        var hash = SecretLink.HashOf(secret);
        return await db.Set<WaitingEntry>().AsNoTracking().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel);
    }
}
