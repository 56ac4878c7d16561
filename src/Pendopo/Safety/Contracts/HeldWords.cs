using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Safety.Guard;

namespace Pendopo.Safety.Contracts;

/// <summary>The words that were held at an exit, for rooms that erase what they were about.</summary>
public sealed class HeldWords(PendopoDb db)
{
    /// <summary>Takes away what was held of these subjects, such as `conversation:ID`, at every centre. Subjects nothing was held of are passed over.</summary>
    public Task Forget(IReadOnlyCollection<string> subjects, CancellationToken cancel) =>
        db.Set<HeldContent>().AcrossCentres().Where(held => subjects.Contains(held.Subject)).ExecuteDeleteAsync(cancel);
}
