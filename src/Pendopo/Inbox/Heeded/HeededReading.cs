using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Heeded;

/// <summary>The question for what was heeded, which every visit of a front page asks, compiled once.</summary>
/// <remarks>One object a program: what is compiled belongs to one database's model.</remarks>
internal sealed class HeededReading
{
    /// <summary>What everybody may read, newest first.</summary>
    public Func<PendopoDb, int, IAsyncEnumerable<HeededLine>> Shown { get; } = EF.CompileAsyncQuery((PendopoDb db, int most) =>
        db.Set<HeededLine>().AsNoTracking().Where(row => row.ShownAt != null).OrderByDescending(row => row.ShownAt).ThenByDescending(row => row.Id).Take(most));
}
