using System.Globalization;
using Pendopo.Platform.Audit;

namespace Pendopo.Commands.Doctor;

/// <summary>Whether what was written down of who did what still stands as it was written.</summary>
internal sealed class AuditChecks(AuditProof proof)
{
    private const int Told = 5;

    public async Task<Finding> Run(CancellationToken cancel)
    {
        var faults = await proof.Check(cancel);
        if (faults.Count == 0)
            return Finding.Good("The audit is whole: no row was changed, dropped, put in or moved.");
        if (faults.All(fault => fault.Kind == AuditFaultKind.OtherKey))
        {
            return Finding.Bad("The audit was sealed with another house key than this data folder's, so nothing can be said about it.",
                "Give back the file keys/house.key with which this database ran, from another node or from the backup.");
        }
        var more = faults.Count > Told ? string.Create(CultureInfo.InvariantCulture, $" (and {faults.Count - Told} more)") : "";
        return Finding.Bad($"The audit was changed outside Pendopo: {string.Join(" ", faults.Take(Told).Select(Sentence))}{more}",
            "Keep a copy of the database as it is, find out who could write to it, and compare with a backup. "
            + "If you restored an older backup into this data folder yourself, remove its file audit-heads.json: what the backup did not hold is then no longer missed.");
    }

    private static string Sentence(AuditFault fault)
    {
        var chain = fault.Chain == Guid.Empty ? "the installation" : $"centre {fault.Chain}";
        var place = fault.Place.ToString(CultureInfo.InvariantCulture);
        return fault.Kind switch
        {
            AuditFaultKind.Edited => $"Row {place} of {chain} says something else than what was written.",
            AuditFaultKind.Dropped => $"Row {place} of {chain} is gone.",
            AuditFaultKind.Inserted => $"A row of {chain} (place {place}) was not written by Pendopo.",
            AuditFaultKind.Reordered => $"Rows of {chain} from {place} on have changed places.",
            AuditFaultKind.SealBroken => $"Seal {place} of {chain} was changed, or one before it is gone.",
            AuditFaultKind.CutOff => $"Everything of {chain} after seal {place} is gone.",
            _ => $"Seal {place} of {chain} was made with another house key.",
        };
    }
}
