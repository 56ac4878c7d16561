using Pendopo.Safety.Guard;

namespace Pendopo.Safety.Contracts;

/// <summary>The kinds that the guard knows, for rooms that show why it held words.</summary>
public static class GuardKinds
{
    /// <summary>Keys of all kinds: those of findings, `confirms_patient` and `combination`.</summary>
    public static IReadOnlyList<string> All => GuardRules.Kinds;

    /// <summary>Whether a kind says that somebody is a patient: then talking on in private is the better way.</summary>
    public static bool TellsOfCare(string kind) => kind is "confirms_patient" or "combination";

    /// <summary>The word for a kind in the reader's language; the key itself for one that nobody knows.</summary>
    public static string Word(string kind) => All.Contains(kind) ? SafetyText.Say("Kind_" + kind) : kind;
}
