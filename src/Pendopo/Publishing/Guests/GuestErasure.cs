using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Guests;

/// <summary>A guest who is erased: name, e-mail, words and link go; that somebody was invited, and what their links brought, stays. Known by name or e-mail.</summary>
internal sealed class GuestErasure(PendopoDb db, TimeProvider time) : IOutsiderErasure
{
    public const string Network = "guest";

    public IReadOnlyList<string> Tables => ["publishing_guest", "publishing_guest_word"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var guests = db.Set<Guest>().AcrossCentres().AsNoTracking();
        if (name is not null)
            guests = guests.Where(guest => guest.Name == name || guest.Email == name || guest.Called == name);
        return [.. (await guests.Select(guest => guest.Id).ToListAsync(cancel)).Select(id => new Outsider(Network, id.ToString()))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != Network || !Id<Guest>.TryParse(outsider.Id, null, out var id))
            return;
        foreach (var guest in await db.Set<Guest>().AcrossCentres().Where(row => row.Id == id).ToListAsync(cancel))
            guest.Forget(time.Now());
        foreach (var word in await db.Set<GuestWord>().AcrossCentres().Where(row => row.GuestId == id).ToListAsync(cancel))
            word.Forget();
    }
}
