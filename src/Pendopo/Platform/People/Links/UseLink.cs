using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Platform.People.Links;

/// <summary>Uses a one-time link: chooses a password or makes a passkey, ends every earlier session and signs in.</summary>
public sealed class UseLink(PendopoDb db, UserManager<Account> accounts, AccountLinks links, PasswordRules rules, Passkeys passkeys, NewEntry entry, IStringLocalizer<PeopleText> words)
{
    /// <summary>Whom a link lets in, or null when it does not work any more.</summary>
    public async Task<(AccountLink Link, Account Account, string Name)?> Open(string secret, CancellationToken cancel)
    {
        if (await links.Find(secret, cancel) is not { } link)
            return null;
        var account = await db.Set<Account>().FirstOrDefaultAsync(found => found.Id == link.AccountId && found.DisabledAt == null, cancel);
        if (account is null)
            return null;
        return (link, account, await db.Set<Person>().Where(person => person.Id == account.PersonId).Select(person => person.Name).FirstAsync(cancel));
    }

    public async Task<Result<SignInNext>> WithPassword(string secret, string? password, CancellationToken cancel)
    {
        if (await Open(secret, cancel) is not var (link, account, _))
            return Problem.NotFound;
        if (await rules.Check(account, password, "Password") is { Count: > 0 } problems)
            return problems;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            if (!await links.Spend(link, cancel))
                return Problem.NotFound;
            await accounts.RemovePasswordAsync(account);
            await accounts.AddPasswordAsync(account, password!);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        return await entry.After(link, account, cancel);
    }

    public async Task<Result<SignInNext>> WithPasskey(string secret, string? credential, CancellationToken cancel)
    {
        if (await Open(secret, cancel) is not var (link, account, _))
            return Problem.NotFound;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            if (!await links.Spend(link, cancel))
                return Problem.NotFound;
            // What is not a passkey leaves the link as it was: the transaction is not kept.
            if (!await passkeys.Add(account, credential, ""))
                return words.Problem("PasskeyWrong");
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        return await entry.After(link, account, cancel);
    }
}

/// <summary>What follows a used link: all else is signed out, and the person let in, by way of their code where they have one.</summary>
public sealed class NewEntry(Sessions sessions, SecondFactor factor, SignInDoor door, AuditBook audit, PendopoDb db)
{
    public async Task<SignInNext> After(AccountLink link, Account account, CancellationToken cancel)
    {
        await sessions.EndAll(account.Id, null, cancel);
        audit.Note("people.link-used", $"person:{account.PersonId}", link.Kind.ToString());
        if (link.Kind == LinkKind.Recovery)
        {
            await factor.TurnOff(account);
            audit.Note("people.authenticator-cleared", $"person:{account.PersonId}");
        }
        await db.SaveChangesAsync(cancel);
        // Who reads somebody's mail must not get past their authenticator app.
        if (await factor.IsOn(account))
        {
            await door.AwaitCode(account, remember: false);
            return SignInNext.Code;
        }
        await door.LetIn(account, "link", remember: false, cancel);
        return SignInNext.Done;
    }
}
