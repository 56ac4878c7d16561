using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Pendopo.Platform.Data;

/// <summary>Saving where two people may do the same thing at once: who comes second is told, or does it on what stands then; it is no fault.</summary>
public static class Saving
{
    /// <summary>Saves. False when somebody else changed one of the rows, or added the same one, meanwhile: then nothing is saved and the context is empty.</summary>
    public static async Task<bool> TrySave(this PendopoDb db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || db.GetService<IDialect>().IsDuplicate(error))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>Adds a row that stands from now on where only the usual was shown, as version 0. It counts as changed once: who read the usual and saves later is told.</summary>
    public static T AddFirst<T>(this PendopoDb db, T row) where T : class, IVersioned
    {
        row.Version = 1;
        return db.Add(row).Entity;
    }

    /// <summary>Does something and saves it; when somebody else was quicker, once more on what stands then.</summary>
    /// <param name="act">Reads all it needs, changes it and does not save. It runs again, so it does nothing that reaches outside the context.</param>
    /// <param name="clash">The refusal when somebody else was quicker each time.</param>
    public static async Task<Result<T>> Attempt<T>(this PendopoDb db, Func<Task<Result<T>>> act, Func<Problem> clash, CancellationToken cancel)
    {
        for (var tries = 0; tries < 2; tries++)
        {
            var result = await act();
            if (!result.Ok || await db.TrySave(cancel))
                return result;
        }
        return clash();
    }
}
