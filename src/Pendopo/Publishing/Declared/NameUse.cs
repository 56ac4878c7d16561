using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Infographics;
using Pendopo.Publishing.Library;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Declared;

/// <summary>Says whom a thing of the library or an infographic quotes, by naming their consents. What is made of it afterwards names them by itself.</summary>
internal sealed class NameUse(PendopoDb db, Here here, ConsentUses uses, AuditBook audit, IStringLocalizer<DeclaredText> words)
{
    public async Task<Result<Done>> Run(string kind, Guid item, IReadOnlyCollection<Id<Consent>> consents, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotDeclare");
        if (!await Knows(kind, item, cancel))
            return Problem.NotFound;
        if (await uses.Name(here.Centre.Id, kind, item, consents, cancel) is { Ok: false } refused)
            return refused;
        audit.Note("consent.named", $"{kind}:{item}", string.Join(' ', consents.Order()));
        return await db.TrySave(cancel) ? default(Done) : words.Problem("ChangedMeanwhile");
    }

    /// <summary>Whether there is such a thing at the centre in scope.</summary>
    public async Task<bool> Knows(string kind, Guid item, CancellationToken cancel) => kind switch
    {
        LibraryConsents.KindName => await db.Set<LibraryItem>().AnyAsync(row => row.Id == new Id<LibraryItem>(item), cancel),
        InfographicConsents.KindName => await db.Set<Infographic>().AnyAsync(row => row.Id == new Id<Infographic>(item), cancel),
        _ => false,
    };
}
