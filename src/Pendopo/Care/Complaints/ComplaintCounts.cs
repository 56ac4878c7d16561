using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Services;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Complaints;

/// <summary>Complaints of one kind or one service, counted.</summary>
/// <param name="About">Null in a count by service.</param>
/// <param name="InTime">Answered by the promised time; <paramref name="Late"/> later, or not yet although it has passed.</param>
/// <param name="Helped">Of those who said whether it did.</param>
internal sealed record ComplaintCount(ComplaintAbout? About, HealthService? Service, int All, int InTime, int Late, int Mended, int Helped, int Judged);

/// <summary>Counts the complaints of the last year; nobody and no word stands in it.</summary>
internal sealed class ComplaintCounts(PendopoDb db, TimeProvider time)
{
    private const int Days = 365;

    public async Task<(ComplaintCount All, IReadOnlyList<ComplaintCount> Kinds, IReadOnlyList<ComplaintCount> Services)> Read(CancellationToken cancel)
    {
        var since = time.Now().AddDays(-Days);
        var rows = await db.Set<Complaint>().AsNoTracking().Where(row => row.MadeAt > since).ToListAsync(cancel);
        var ids = rows.Select(row => row.ServiceId).Distinct().ToList();
        var services = await db.Set<HealthService>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        return (Of(null, null, rows), [.. rows.GroupBy(row => row.About).OrderBy(group => group.Key).Select(group => Of(group.Key, null, [.. group]))],
            [.. rows.Where(row => row.ServiceId is not null).GroupBy(row => row.ServiceId!.Value).Select(group => Of(null, services[group.Key], [.. group])).OrderBy(row => row.Service!.Name, StringComparer.CurrentCulture)]);
    }

    private ComplaintCount Of(ComplaintAbout? about, HealthService? service, List<Complaint> rows) => new(about, service, rows.Count, rows.Count(row => row.AnsweredAt <= row.AnswerBy), rows.Count(row => row.AnsweredAt > row.AnswerBy || (row.IsOpen && row.AnswerBy <= time.GetUtcNow())),
        rows.Count(row => row.State == ComplaintState.Mended), rows.Count(row => row.Helped == true), rows.Count(row => row.Helped is not null));
}
