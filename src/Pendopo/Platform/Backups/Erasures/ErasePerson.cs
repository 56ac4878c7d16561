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
    /// <summary>The tables that are cleared of them.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Changes rows in the context or by statements of its own; the caller commits.</summary>
    Task Erase(Id<Person> person, CancellationToken cancel);
}

/// <summary>Erases a person: written in the ledger first, so that no restored backup brings them back.</summary>
internal sealed class ErasePerson(PendopoDb db, IEnumerable<IErasure> erasures, EraseOutsider outsiders, ErasureNotes notes, BackupPlace place, AuditBook audit, TimeProvider time)
{
    public async Task Run(Id<Person> person, CancellationToken cancel)
    {
        var note = new ErasureNote(person.Value, time.Now());
        notes.Write(note, await place.Folder(cancel));
        await Do(note, cancel);
        await notes.Scrub(cancel);
    }

    /// <summary>Carries out what the ledger knows and this database does not: after a restore or a rollback.</summary>
    /// <returns>How many people were erased anew.</returns>
    public async Task<int> Replay(CancellationToken cancel)
    {
        var missing = await notes.Missing(cancel);
        foreach (var note in missing)
            await (note.Outside ? outsiders.Again(note, cancel) : Do(note, cancel));
        if (missing.Count > 0)
            await notes.Scrub(cancel);
        return missing.Count;
    }

    private async Task Do(ErasureNote note, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var erasure in erasures)
            await erasure.Erase(new Id<Person>(note.Person), cancel);
        await notes.Keep(note, cancel);
        audit.Note("people.erase", $"person:{note.Person}");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>The ground's part: account, ways to sign in, sessions, roles, name. What the person wrote for the centre stays, without a name.</summary>
internal sealed class PersonErasure(PendopoDb db) : IErasure
{
    public IReadOnlyList<string> Tables =>
        ["platform_person", "platform_account", "platform_account_claim", "platform_account_login", "platform_account_token", "platform_account_passkey", "platform_session", "platform_account_link", "platform_membership"];

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
