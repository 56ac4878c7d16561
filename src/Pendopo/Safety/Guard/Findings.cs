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
        found = [.. texts.SelectMany(text => finder.Inspect(text.Text).Findings.Select(finding => new PartFinding(text.Part, finding)))];
        return known.Set(key, found, new MemoryCacheEntryOptions { Size = 1 + found.Count });
    }

    public void Dispose() => known.Dispose();

    private static AllowList AllowedAt(Centre? centre) =>
        centre is null ? AllowList.Empty : new AllowList([centre.Phone], [centre.Email, "@" + centre.Handle], []);
}

/// <summary>A finding and the part of the words it stands in.</summary>
internal sealed record PartFinding(string Part, Finding Finding);
