using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Publishing.Imports;

/// <summary>A file that was brought, in a list.</summary>
public sealed record ImportLine(Id<Import> Id, ImportSource Source, string FileName, int Good, int Bad, int Made, ImportState State, string Person, DateTimeOffset CreatedAt);

/// <summary>Reads what was brought in, within the centre.</summary>
internal sealed class ImportReader(PendopoDb db)
{
    private const int Most = 50;

    /// <summary>The last ones, newest first.</summary>
    public Task<List<ImportLine>> All(CancellationToken cancel) =>
        (from import in db.Set<Import>().AsNoTracking()
         join person in db.Set<Person>().AsNoTracking() on import.PersonId equals person.Id into people
         from person in people.DefaultIfEmpty()
         orderby import.CreatedAt descending
         select new ImportLine(import.Id, import.Source, import.FileName, import.Good, import.Bad, import.Made, import.State, person == null ? "" : person.Name, import.CreatedAt)).Take(Most).ToListAsync(cancel);

    public Task<Import?> Read(Id<Import> id, CancellationToken cancel) => db.Set<Import>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);
}
