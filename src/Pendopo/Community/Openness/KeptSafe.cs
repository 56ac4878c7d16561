using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Community.Reports;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Openness;

/// <summary>What was reported and decided in a month, as numbers alone.</summary>
/// <param name="Month">Its first day, on the centre's clock.</param>
/// <param name="Reported">How many reports gave each reason.</param>
/// <param name="Decided">About how many things each was decided.</param>
/// <param name="Appeals">How many appealed.</param>
/// <param name="Stands">After how many appeals the decision stands; after <paramref name="Undone"/> all of it was undone.</param>
internal sealed record SquareMonth(DateOnly Month, IReadOnlyDictionary<ReportReason, int> Reported, IReadOnlyDictionary<ReportDecision, int> Decided, int Appeals, int Stands, int Undone);

/// <summary>Counts for everybody how the square is kept. No name, no words and no single case is told, and nothing of what was said between two alone.</summary>
internal sealed class KeptSafe(PendopoDb db, Here here, IEnumerable<IModeratedKind> kinds, TimeProvider time)
{
    public const int Months = 6;

    /// <summary>This month and those before it, newest first.</summary>
    public async Task<IReadOnlyList<SquareMonth>> Read(CancellationToken cancel)
    {
        var today = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        var (first, months) = (new DateOnly(today.Year, today.Month, 1), new List<SquareMonth>(Months));
        for (var back = 0; back < Months; back++)
            months.Add(await Month(first.AddMonths(-back), cancel));
        return months;
    }

    private async Task<SquareMonth> Month(DateOnly month, CancellationToken cancel)
    {
        var (from, until) = (here.Centre.Instant(month.ToDateTime(TimeOnly.MinValue)), here.Centre.Instant(month.AddMonths(1).ToDateTime(TimeOnly.MinValue)));
        var closed = kinds.Where(kind => kind.IsPrivate).Select(kind => kind.Name).ToList();
        var rows = db.Set<Report>().Where(row => !closed.Contains(row.Kind));
        var reported = await rows.Where(row => row.At >= from && row.At < until).GroupBy(row => row.Reason).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        // Several reports of one thing are decided about together.
        var decided = await rows.Where(row => row.DecidedAt >= from && row.DecidedAt < until && row.Decision != null).GroupBy(row => row.Decision!.Value)
            .Select(group => new { group.Key, Count = group.Select(row => row.Item).Distinct().Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        var ended = await rows.Where(row => row.AppealEndedAt >= from && row.AppealEndedAt < until).GroupBy(row => row.Upheld == true).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        return new(month, reported, decided, await rows.CountAsync(row => row.AppealedAt >= from && row.AppealedAt < until, cancel), ended.GetValueOrDefault(true), ended.GetValueOrDefault(false));
    }
}

[Migration("202611231530_community_report_months")]
internal sealed class ReportMonthsSchema : RoomMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("ix_community_report_centre_id_at", "community_report", ["centre_id", "at"]);
}
