using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Channels.WhatsApp;

/// <summary>Somebody who asked that nothing of theirs be used: no post goes to their number, also none that is on its way. What they agreed to stays in the register and holds again afterwards.</summary>
internal sealed class ContactRestriction(PendopoDb db, TimeProvider time) : IRestriction
{
    public async Task<int> Restrict(RecordSubject subject, bool on, CancellationToken cancel)
    {
        var phones = await MeantNumbers.Of(db.Set<Channel>(), subject.Handle, cancel);
        var found = await db.Set<Contact>().Where(row => phones.Contains(row.Phone) && row.RestrictedAt == null == on).ToListAsync(cancel);
        foreach (var contact in found)
            contact.Restrict(on ? time.Now() : null);
        return found.Count;
    }
}
