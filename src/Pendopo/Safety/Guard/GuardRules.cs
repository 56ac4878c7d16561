using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Privacy;

namespace Pendopo.Safety.Guard;

/// <summary>What the guard does about a kind of thing at an exit, from the mildest.</summary>
public enum GuardAnswer
{
    /// <summary>It leaves; the writer is told while writing.</summary>
    Allow,

    /// <summary>It waits until a person who writes says that it may leave, and why.</summary>
    Ask,

    /// <summary>It waits for a person who may release.</summary>
    Hold,

    /// <summary>Nobody lets it out; it can only be masked.</summary>
    Refuse,
}

/// <summary>What a centre wants otherwise than the default for one kind.</summary>
public sealed class GuardRule : IBelongsToCentre
{
    private GuardRule()
    {
    }

    public Id<GuardRule> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>The key of a finding or of a risk.</summary>
    public string Kind { get; private set; } = "";
    public GuardAnswer Answer { get; private set; }

    internal static GuardRule Of(Id<Centre> centre, string kind, GuardAnswer answer) => new() { Id = Id<GuardRule>.New(), CentreId = centre, Kind = kind, Answer = answer };

    internal void Say(GuardAnswer answer) => Answer = answer;
}

/// <summary>The rules of one centre: the defaults, and what it changed.</summary>
internal sealed record GuardRules(IReadOnlyDictionary<string, GuardAnswer> Changed)
{
    // Below this the finder itself is in doubt; the writer is told, the door stays open.
    private const double Sure = 0.7;

    /// <summary>Every kind a rule can speak of, the gravest first.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "confirms_patient", "combination", "nik", "kk", "bpjs", "mrn", "phone", "email", "account", "npwp", "address", "kin", "plate",
        "name", "date", "age", "place_identifying", "sip_str", "url_profile", "ip", "device",
    ];

    /// <summary>What stands where a centre said nothing. Our own choice: numbers that open other doors and what confirms a patient wait for a
    /// reviewer, a home and a relative are asked about, and what stands in many harmless texts is told while writing.</summary>
    public static GuardAnswer Default(string kind) => kind switch
    {
        "confirms_patient" or "combination" or "nik" or "kk" or "bpjs" or "mrn" or "phone" or "email" or "account" or "npwp" => GuardAnswer.Hold,
        "address" or "kin" or "plate" => GuardAnswer.Ask,
        _ => GuardAnswer.Allow,
    };

    public GuardAnswer Of(string kind) => Changed.TryGetValue(kind, out var answer) ? answer : Default(kind);

    /// <summary>What becomes of a finding at an exit.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="isPublic">Whether anybody may read what leaves there. To the person concerned all may be told but the numbers that open other doors.</param>
    public GuardAnswer At(PartFinding found, bool isPublic) =>
        found.Score < Sure || !(isPublic || found.Kind is "nik" or "kk" or "bpjs" or "mrn") ? GuardAnswer.Allow : Of(found.Kind);

    /// <summary>The gravest answer to some kinds.</summary>
    public GuardAnswer Gravest(IEnumerable<string> kinds) => kinds.Select(Of).DefaultIfEmpty(GuardAnswer.Allow).Max();
}

/// <summary>Reads the rules of a centre.</summary>
internal sealed class GuardRuleBook(PendopoDb db)
{
    public async Task<GuardRules> Of(Id<Centre> centre, CancellationToken cancel) =>
        new(await db.Set<GuardRule>().AcrossCentres().AsNoTracking().Where(rule => rule.CentreId == centre).ToDictionaryAsync(rule => rule.Kind, rule => rule.Answer, StringComparer.Ordinal, cancel));
}
