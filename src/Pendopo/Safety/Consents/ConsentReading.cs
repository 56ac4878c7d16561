using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>The questions for consents that every step of a publication asks, compiled once.</summary>
/// <remarks>One object a program: what is compiled belongs to one database's model.</remarks>
internal sealed class ConsentReading
{
    /// <summary>The consents that a thing names, the oldest use first.</summary>
    public Func<PendopoDb, string, Guid, IAsyncEnumerable<Id<Consent>>> Named { get; } = EF.CompileAsyncQuery((PendopoDb db, string kind, Guid item) =>
        db.Set<ConsentUse>().Where(use => use.Kind == kind && use.Item == item).OrderBy(use => use.Id).Select(use => use.ConsentId));
}
