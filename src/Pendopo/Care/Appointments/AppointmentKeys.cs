using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Care.Appointments;

/// <summary>Makes, shows and follows the links of appointments: whoever holds one may look, move and cancel, and no one else without signing in.</summary>
internal sealed class AppointmentKeys(IDataProtectionProvider protection, PublicAddress address, PendopoDb db, Here here)
{
    private readonly IDataProtector protector = protection.CreateProtector("care.appointment-link");

    public SecretLink Make() => SecretLink.Make(protector);

    /// <summary>The secret of a link; null after the person was erased.</summary>
    public string? SecretOf(Appointment appointment) => appointment.SecretSealed.Length == 0 ? null : protector.Unprotect(appointment.SecretSealed);

    /// <summary>The whole address of an appointment's page, as it stands in a code.</summary>
    public string? AddressOf(Appointment appointment) => SecretOf(appointment) is { } secret ? $"{address.Home(here.Centre)}/appointment/{secret}" : null;

    /// <summary>The appointment of a link, for looking at it.</summary>
    public async Task<Appointment?> Follow(string secret, CancellationToken cancel)
    {
        if (!here.HasCentre || secret.Length > 100)
            return null;
        var hash = SecretLink.HashOf(secret);
        return await db.Set<Appointment>().AsNoTracking().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel);
    }
}
