using System.Text.Json;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Audit;

[Job("platform.audit-check", MaxAttempts = 3)]
internal sealed record CheckAudit : IJob;

/// <summary>What the daily look found.</summary>
public sealed record AuditVerdict(DateTimeOffset At, IReadOnlyList<AuditFault> Faults);

/// <summary>Follows the chains once a day, keeps what was found for the pages, and tells those who may read the audit everywhere.</summary>
internal sealed class CheckAuditJob(PendopoDb db, AuditProof proof, AuditState state, StaffMail mail, CentreDirectory centres, Holders holders, CentreScope scope, ILogger<CheckAuditJob> log) : IJobHandler<CheckAudit>
{
    public async Task<JobOutcome> Run(CheckAudit job, CancellationToken cancel)
    {
        var faults = await proof.Check(cancel);
        await state.Keep(faults, cancel);
        if (faults.Count > 0)
        {
            log.LogCritical("The audit was tampered with: {Count} faults, the first {Kind} at {Place} of chain {Chain}", faults.Count, faults[0].Kind, faults[0].Place, faults[0].Chain);
            await Tell(cancel);
        }
        await db.SaveChangesAsync(cancel);
        return JobOutcome.Done;
    }

    private async Task Tell(CancellationToken cancel)
    {
        if ((await centres.All(cancel)).FirstOrDefault() is not { } centre)
            return;
        scope.Enter(centre.Id);
        var people = await holders.Of(PlatformPermissions.Audit, centre.Id, ownOnly: false, cancel);
        await mail.Tell([.. people.Select(person => person.Id)], new("platform.audit", typeof(PeopleText), "AuditBrokenMail", "/admin/audit"), cancel);
    }
}

/// <summary>Keeps the latest verdict for the pages of every node.</summary>
public sealed class AuditState(SettingsBook settings, TimeProvider time)
{
    private const int Shown = 10;

    /// <summary>Adds the verdict to the context.</summary>
    internal Task Keep(IReadOnlyList<AuditFault> faults, CancellationToken cancel) =>
        settings.Write(SettingKeys.AuditVerdict, JsonSerializer.Serialize(new AuditVerdict(time.Now(), [.. faults.Take(Shown)])), cancel);

    /// <summary>The latest verdict, or null before the first.</summary>
    public async Task<AuditVerdict?> Read(CancellationToken cancel) =>
        await settings.Read(SettingKeys.AuditVerdict, cancel) is { } kept ? JsonSerializer.Deserialize<AuditVerdict>(kept) : null;
}
