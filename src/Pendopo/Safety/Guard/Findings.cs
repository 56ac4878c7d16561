using Microsoft.Extensions.Caching.Memory;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Privacy;

namespace Pendopo.Safety.Guard;

/// <summary>What the finder sees in words, with what the centre itself may say; remembered by their hash, for a page asks at every visit.</summary>
internal sealed class Findings(CentreDirectory centres) : IDisposable
{
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    public async ValueTask<IReadOnlyList<PartFinding>> Of(Id<Centre> centre, string hash, IReadOnlyList<LeavingText> texts, CancellationToken cancel)
    {
        var place = await centres.ById(centre, cancel);
        var key = (centre, hash, place?.Phone, place?.Email);
        if (known.TryGetValue(key, out IReadOnlyList<PartFinding>? found))
            return found!;
        var finder = new PrivacyFinder(AllowedAt(place));
        found = [.. texts.SelectMany(text => Of(text.Part, finder.Inspect(text.Text)))];
        return known.Set(key, found, new MemoryCacheEntryOptions { Size = 1 + found.Count });
    }

    public void Dispose() => known.Dispose();

    // A risk stands behind what it is about, so that mending that comes first.
    private static IEnumerable<PartFinding> Of(string part, PrivacyReport report) =>
        report.Findings.Select(finding => new PartFinding(part, finding.Kind.Key(), finding.Start, finding.Length, finding.Score, finding))
            .Concat(report.Risks.Select(risk => new PartFinding(part, risk.Kind.Key(), risk.Spans[0].Start, risk.Spans[0].End - risk.Spans[0].Start, 1, null)).Distinct());

    private static AllowList AllowedAt(Centre? centre) =>
        centre is null ? AllowList.Empty : new AllowList([centre.Phone], [centre.Email, "@" + centre.Handle], []);
}

/// <summary>A finding or a risk, and the part of the words it stands in.</summary>
/// <param name="Part">The part.</param>
/// <param name="Kind">Key of the finding or of the risk.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="Score">How sure it is, 0 to 1.</param>
/// <param name="Finding">The finding; null for a risk.</param>
internal sealed record PartFinding(string Part, string Kind, int Start, int Length, double Score, Finding? Finding)
{
    public HeldReason Reason => new(Part, Kind, Start, Length);

    public bool Meets(PartFinding other) => Part == other.Part && Start < other.Start + other.Length && other.Start < Start + Length;
}
