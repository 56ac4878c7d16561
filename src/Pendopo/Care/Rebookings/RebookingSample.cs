using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Rebookings;

/// <summary>A day that falls away in the demonstration: the last of those who booked are offered other times.</summary>
internal static class RebookingSample
{
    public static Task Add(SampleScene scene, CancellationToken cancel) => scene.As(SampleRoles.Desk, scene.Melati, async services =>
    {
        var booked = await services.GetRequiredService<PendopoDb>().Set<Appointment>().AsNoTracking().Where(row => row.State == AppointmentState.Booked).OrderBy(row => row.StartsAt).ThenBy(row => row.Id).ToListAsync(cancel);
        if (booked.LastOrDefault() is { } last)
            await services.GetRequiredService<RebookPeople>().Run(new(last.Day, [.. booked.Where(row => row.Day == last.Day && row.SessionId == last.SessionId).Select(row => row.Id)], FallsOut: false), cancel);
    }, cancel);
}
