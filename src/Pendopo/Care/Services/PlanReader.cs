using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Closures;
using Pendopo.Inbox.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Care.Services;

/// <summary>Reads the plan of the centre in scope.</summary>
internal sealed class PlanReader(PendopoDb db, Here here, CentreHours hours, TimeProvider time)
{
    private CarePlan? shown;

    public DateOnly Today => Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);

    /// <summary>With what befalls the days from one to another.</summary>
    public async Task<CarePlan> Read(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var services = await db.Set<HealthService>().AsNoTracking().Where(service => service.EndedAt == null).OrderBy(service => service.Name).ToListAsync(cancel);
        var sessions = await db.Set<ClinicSession>().AsNoTracking().Where(session => session.LastDay == null || session.LastDay >= from).OrderBy(session => session.Id).ToListAsync(cancel);
        var changes = await db.Set<DayChange>().AsNoTracking().Where(change => change.Day >= from && change.Day <= to).ToListAsync(cancel);
        var staff = await db.Set<StaffMember>().AsNoTracking().OrderBy(member => member.Name).ToListAsync(cancel);
        return new(services, sessions, changes, staff, await Closures(cancel), await hours.Read(cancel), here.Centre.Zone, time.Now());
    }

    /// <summary>What says whether one session is held on a day, and nothing of the others; null when there is no such session.</summary>
    public async Task<CarePlan?> Of(Id<ClinicSession> id, DateOnly day, CancellationToken cancel)
    {
        var found = await (from session in db.Set<ClinicSession>().AsNoTracking()
                           join service in db.Set<HealthService>().AsNoTracking() on session.ServiceId equals service.Id
                           join change in db.Set<DayChange>().AsNoTracking() on new { session.Id, Day = day } equals new { Id = change.SessionId, change.Day } into changes
                           from change in changes.DefaultIfEmpty()
                           where session.Id == id && service.EndedAt == null
                           select new { session, service, change }).FirstOrDefaultAsync(cancel);
        if (found is null)
            return null;
        List<StaffMember> staff = (found.change is null ? found.session.StaffId : found.change.StaffId) is { } holds ? await db.Set<StaffMember>().AsNoTracking().Where(member => member.Id == holds).ToListAsync(cancel) : [];
        return new([found.service], [found.session], found.change is null ? [] : [found.change], staff, await Closures(cancel), await hours.Read(cancel), here.Centre.Zone, time.Now());
    }

    /// <summary>With what befalls today and the coming days.</summary>
    public Task<CarePlan> Ahead(int days, CancellationToken cancel) => Read(Today, Today.AddDays(days), cancel);

    /// <summary>What lists and the front page show, read once a request: its parts ask for it one after the other.</summary>
    public async Task<CarePlan> Shown(CancellationToken cancel) => shown ??= await Ahead(ServiceLine.LooksAhead, cancel);

    public async Task<HealthService?> BySlug(string slug, CancellationToken cancel) =>
        await db.Set<HealthService>().AsNoTracking().FirstOrDefaultAsync(service => service.Slug == slug && service.EndedAt == null, cancel);

    private Task<List<Closure>> Closures(CancellationToken cancel) =>
        db.Set<Closure>().AsNoTracking().Where(closure => closure.EndedAt == null).OrderBy(closure => closure.Since).ToListAsync(cancel);
}
