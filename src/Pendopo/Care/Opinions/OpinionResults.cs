using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Opinions;

/// <summary>What people say of one service.</summary>
/// <param name="Good">In a hundred who say good or very good; <paramref name="Long"/> in a hundred to whom the wait felt long.</param>
/// <param name="Minutes">The middle one of the waits that were measured; null where none was.</param>
internal sealed record ServiceOpinion(HealthService Service, int Answers, int Good, int Long, int? Minutes);

/// <summary>Words of somebody, without who they were.</summary>
internal sealed record SaidWords(string Service, DateOnly Day, Experience Experience, WaitFelt Wait, string Words, int? Minutes);

/// <summary>Counts what people said in the last year.</summary>
internal sealed class OpinionResults(PendopoDb db, PlanReader plans, SayOpinion say)
{
    private const int Days = 365, MostWords = 100;

    /// <summary>What is shown of a service to everybody; null while too few have answered.</summary>
    public async Task<ServiceOpinion?> Shown(HealthService service, CancellationToken cancel)
    {
        var (enough, since) = ((await say.Rules(cancel)).Enough, plans.Today.AddDays(-Days));
        var rows = await db.Set<VisitOpinion>().AsNoTracking().Where(row => row.ServiceId == service.Id && row.Day >= since).ToListAsync(cancel);
        return rows.Count >= enough ? Of(service, rows) : null;
    }

    public async Task<(IReadOnlyList<ServiceOpinion> Services, IReadOnlyList<SaidWords> Words)> All(CancellationToken cancel)
    {
        var since = plans.Today.AddDays(-Days);
        var rows = await db.Set<VisitOpinion>().AsNoTracking().Where(row => row.Day >= since).OrderByDescending(row => row.SaidAt).ToListAsync(cancel);
        var ids = rows.Select(row => row.ServiceId).Distinct().ToList();
        var services = await db.Set<HealthService>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        return ([.. rows.GroupBy(row => row.ServiceId).Select(group => Of(services[group.Key], [.. group])).OrderBy(row => row.Service.Name, StringComparer.CurrentCulture)],
            [.. rows.Where(row => row.Words.Length > 0).Take(MostWords).Select(row => new SaidWords(services[row.ServiceId].Name, row.Day, row.Experience, row.Wait, row.Words, row.WaitedMinutes ?? row.SessionMinutes))]);
    }

    private static ServiceOpinion Of(HealthService service, List<VisitOpinion> rows)
    {
        var minutes = rows.Select(row => row.WaitedMinutes ?? row.SessionMinutes).OfType<int>().Order().ToList();
        return new(service, rows.Count, Share(row => row.Experience is Experience.Good or Experience.VeryGood), Share(row => row.Wait == WaitFelt.Long), minutes.Count > 0 ? minutes[minutes.Count / 2] : null);

        int Share(Func<VisitOpinion, bool> which) => (int)Math.Round(100.0 * rows.Count(which) / rows.Count);
    }
}
