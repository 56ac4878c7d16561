using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Community.Members;

/// <summary>Whether the viewer said that others use this phone too: then nothing stays on it and nothing is sent to it.</summary>
internal sealed class SharedPhone(PendopoDb db, Sessions sessions)
{
    public async Task<bool> Is(CancellationToken cancel)
    {
        var id = sessions.Current;
        return await db.Set<Session>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } session && session.ExpiresAt - session.CreatedAt <= Session.OnSharedPhone;
    }
}
