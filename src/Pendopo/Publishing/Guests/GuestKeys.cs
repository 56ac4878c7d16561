using Microsoft.AspNetCore.DataProtection;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Guests;

/// <summary>Makes and shows the links of guests.</summary>
internal sealed class GuestKeys(IDataProtectionProvider protection, SiteAddress site, Here here)
{
    private readonly IDataProtector protector = protection.CreateProtector("publishing.guest-link");

    public SecretLink Make() => SecretLink.Make(protector);

    /// <summary>The whole address of a guest's page; null after they were erased, and when the data keys that sealed it are gone.</summary>
    public string? AddressOf(Guest guest) => guest.SecretSealed.Length > 0 && SecretLink.Shown(protector, guest.SecretSealed) is { } secret ? $"{site.Home(here.Centre)}/guest/{secret}" : null;
}
