using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Care.Queue;

/// <summary>Makes, shows and follows the links of numbers.</summary>
internal sealed class TicketKeys(IDataProtectionProvider protection, PublicAddress address, PendopoDb db, Here here)
{
    private readonly IDataProtector protector = protection.CreateProtector("care.ticket-link");

    public SecretLink Make() => SecretLink.Make(protector);

    public string SecretOf(Ticket ticket) => protector.Unprotect(ticket.SecretSealed);

    public string AddressOf(Ticket ticket) => $"{address.Home(here.Centre)}/queue/{SecretOf(ticket)}";

    public async Task<Ticket?> Follow(string secret, CancellationToken cancel)
    {
        if (!here.HasCentre || secret.Length > 100)
            return null;
        var hash = SecretLink.HashOf(secret);
        return await db.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel);
    }
}
