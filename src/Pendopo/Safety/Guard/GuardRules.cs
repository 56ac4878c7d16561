using Pendopo.Privacy;

namespace Pendopo.Safety.Guard;

/// <summary>What stops at the door. The other kinds are advice while writing.</summary>
internal static class GuardRules
{
    // Below this the rules themselves are in doubt; the writer is told, the door stays open.
    private const double Sure = 0.7;

    /// <summary>Whether a finding holds the words at an exit.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="isPublic">Whether anybody may read what leaves there. To the person concerned a phone number or an address of mail may be told.</param>
    public static bool Holds(Finding finding, bool isPublic) => finding.Score >= Sure && finding.Kind switch
    {
        FindingKind.Nik or FindingKind.Kk or FindingKind.Bpjs or FindingKind.Mrn => true,
        FindingKind.Phone or FindingKind.Email or FindingKind.Npwp or FindingKind.Account => isPublic,
        _ => false,
    };
}
