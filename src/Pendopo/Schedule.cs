using Pendopo.Channels.Connected;
using Pendopo.Channels.Fediverse;
using Pendopo.Insights.Measures;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Files;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Publications;

namespace Pendopo;

/// <summary>Everything periodic, in one list.</summary>
internal static class Schedule
{
    public static IReadOnlyList<Periodic> All { get; } =
    [
        new(new HearAll(), TimeSpan.FromMinutes(1)),
        new(new CheckAll(), TimeSpan.FromDays(1)),
        new(new OpenFediverse(), TimeSpan.FromMinutes(1)),
        new(new ForgetFediverse(), TimeSpan.FromDays(1)),
        new(new MeasureAll(), TimeSpan.FromHours(1)),
        new(new SendDue(), TimeSpan.FromSeconds(15)),
        new(new NightlyBackup(), TimeSpan.FromHours(1)),
        new(new SealAudit(), TimeSpan.FromMinutes(1)),
        new(new CheckAudit(), TimeSpan.FromDays(1)),
        new(new SweepFiles(), TimeSpan.FromDays(1)),
        new(new SweepHouse(), TimeSpan.FromDays(1)),
    ];
}
