using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Services;

/// <summary>The services of the centre, for questions of the square that one of them answers.</summary>
internal sealed class OfferedServices(PendopoDb db) : IServicePages
{
    public async Task<IReadOnlyList<OfferedService>> All(CancellationToken cancel) =>
        await db.Set<HealthService>().AsNoTracking().Where(service => service.EndedAt == null).OrderBy(service => service.Name).Select(service => new OfferedService(service.Slug, service.Name, "/services/" + service.Slug)).ToListAsync(cancel);
}
