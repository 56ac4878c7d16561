using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Platform.Backups.Erasures;

/// <summary>Takes away what a room knows of a person; each room registers its own. May run twice.</summary>
public interface IErasure
{
    /// <summary>Changes rows in the context or by statements of its own; the caller commits.</summary>
    Task Erase(Id<Person> person, CancellationToken cancel);
}

/// <summary>Erases a person: written in the ledger first, so that no restored backup brings them back.</summary>
public sealed class ErasePerson
{
    private readonly PendopoDb db;
    private readonly IEnumerable<IErasure> erasures;
    private readonly ErasureLedger ledger;
    private readonly BackupPlace place;
    private readonly AuditBook audit;
    private readonly TimeProvider time;

    public ErasePerson(IServiceProvider services, PendopoDb db, IEnumerable<IErasure> erasures, BackupPlace place, AuditBook audit, TimeProvider time) =>
        (this.db, this.erasures, ledger, this.place, this.audit, this.time) = (db, erasures, services.GetRequiredService<ErasureLedger>(), place, audit, time);

    public async Task Run(Id<Person> person, CancellationToken cancel)
    {
        var note = new ErasureNote(person.Value, time.Now());
        ledger.Add(note, await place.Folder(cancel));
        await Do(note, cancel);
    }

    /// <summary>Carries out what the ledger knows and this database does not: after a restore or a rollback.</summary>
    /// <returns>How many people were erased anew.</returns>
    public async Task<int> Replay(CancellationToken cancel)
    {
        var notes = ledger.Read();
        if (notes.Count == 0)
            return 0;
        var known = await db.Set<Erasure>().Select(row => row.Person).ToHashSetAsync(cancel);
        var missing = notes.Where(note => !known.Contains(note.Person)).DistinctBy(note => note.Person).ToList();
        foreach (var note in missing)
            await Do(note, cancel);
        return missing.Count;
    }

    private async Task Do(ErasureNote note, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var erasure in erasures)
            await erasure.Erase(new Id<Person>(note.Person), cancel);
        if (!await db.Set<Erasure>().AnyAsync(row => row.Person == note.Person, cancel))
            db.Add(new Erasure { Person = note.Person, At = Instants.Cut(note.At) });
        audit.Note("people.erase", $"person:{note.Person}");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>The ground's part: account, ways to sign in, sessions, roles, name. What the person wrote for the centre stays, without a name.</summary>
internal sealed class PersonErasure(PendopoDb db) : IErasure
{
    public async Task Erase(Id<Person> person, CancellationToken cancel)
    {
        var accounts = await db.Set<Account>().Where(account => account.PersonId == person).Select(account => account.Id).ToListAsync(cancel);
        await db.Set<Session>().Where(session => accounts.Contains(session.AccountId)).ExecuteDeleteAsync(cancel);
        await db.Set<AccountLink>().Where(link => accounts.Contains(link.AccountId)).ExecuteDeleteAsync(cancel);
        await db.Set<Account>().Where(account => accounts.Contains(account.Id)).ExecuteDeleteAsync(cancel);
        await db.Set<Membership>().Where(held => held.PersonId == person).ExecuteDeleteAsync(cancel);
        if (await db.Set<Person>().FirstOrDefaultAsync(row => row.Id == person, cancel) is { } row)
            row.Forget();
    }
}
