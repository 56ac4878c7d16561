using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Services;

/// <summary>Adds a service, changes what it says of itself, and ends it.</summary>
internal sealed class KeepService(PendopoDb db, Here here, PublicWords check, AuditBook audit, TimeProvider time, IStringLocalizer<CareText> words)
{
    private const int Most = 100;

    /// <param name="id">The service, or null for a new one.</param>
    /// <param name="basedOn">The version that the writer saw.</param>
    public async Task<Result<HealthService>> Run(Id<HealthService>? id, ServiceWords typed, int basedOn, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan))
            return Problem.NotFound;
        var said = Trimmed(typed);
        var problems = Wrong(said);
        problems.AddRange(await check.Wrong([new("About", said.About), new("Bring", said.Bring), new("Preparation", said.Preparation), new("Cost", said.Cost)], cancel));
        if (problems.Count > 0)
            return problems;
        return await db.Attempt<HealthService>(async () =>
        {
            var service = id is { } known ? await db.Set<HealthService>().FirstOrDefaultAsync(row => row.Id == known, cancel) : null;
            if (id is not null && service is null)
                return Problem.NotFound;
            if (service is not null && service.Version != basedOn)
                return words.Problem("Stale");
            if (service is null && await db.Set<HealthService>().CountAsync(cancel) >= Most)
                return words.Problem("TooManyServices", null, Most);
            if (service is null)
                db.Add(service = HealthService.Of(here.Centre.Id, CareSlug.Free(said.Name, "layanan", await db.Set<HealthService>().Select(row => row.Slug).ToListAsync(cancel)), said));
            else
                service.Say(said);
            audit.Note(id is null ? "care.service-added" : "care.service-changed", $"service:{service.Id}");
            return service;
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>The service is no longer given, or given again.</summary>
    public async Task<Result<HealthService>> Give(Id<HealthService> id, bool given, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<HealthService>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } service)
            return Problem.NotFound;
        if (given)
            service.Resume();
        else
            service.End(time.Now());
        audit.Note(given ? "care.service-resumed" : "care.service-ended", $"service:{service.Id}");
        return await db.TrySave(cancel) ? service : words.Problem("Stale");
    }

    private static ServiceWords Trimmed(ServiceWords said) => said with
    {
        Name = said.Name.ReplaceLineEndings(" ").Trim(), About = said.About.ReplaceLineEndings("\n").Trim(), Bring = said.Bring.ReplaceLineEndings("\n").Trim(),
        Preparation = said.Preparation.ReplaceLineEndings("\n").Trim(), Cost = said.Cost.ReplaceLineEndings(" ").Trim(), Letter = said.Letter.Trim().ToUpperInvariant(),
    };

    private List<Problem> Wrong(ServiceWords said)
    {
        var problems = new List<Problem>();
        if (said.Name.Length is 0 or > HealthService.NameLength)
            problems.Add(words.Problem("NameRequired", "Name", HealthService.NameLength));
        foreach (var (field, text, most) in new[] { ("About", said.About, HealthService.WordsLength), ("Bring", said.Bring, HealthService.WordsLength), ("Preparation", said.Preparation, HealthService.WordsLength), ("Cost", said.Cost, HealthService.CostLength) })
        {
            if (text.Length > most)
                problems.Add(words.Problem("TooLong", field, most));
        }
        if (said.Letter is not [>= 'A' and <= 'Z'])
            problems.Add(words.Problem("LetterWrong", "Letter"));
        if (!Enum.IsDefined(said.Cluster))
            problems.Add(words.Problem("ClusterWrong", "Cluster"));
        if (said.AheadDays is < 1 or > HealthService.MostAhead)
            problems.Add(words.Problem("AheadWrong", "AheadDays", HealthService.MostAhead));
        return problems;
    }
}
