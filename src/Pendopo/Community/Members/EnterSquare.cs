using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Community.Members;

/// <summary>Lets a member in by contact and PIN or password. Whether the contact is unknown or the secret wrong: the words are the same, and trying is slowed as at the sign-in.</summary>
internal sealed class EnterSquare(PendopoDb db, EntranceKeys keys, SignInGuard guard, SecondFactor factor, SignInDoor door, MemberDesk desk)
{
    public async Task<Result<SignInNext>> Try(string? contact, string? secret, bool shared, CancellationToken cancel)
    {
        var known = Contacts.Read(contact);
        if (known is null || string.IsNullOrEmpty(secret))
            return known is null ? desk.Problem("ContactWrong", "Contact") : desk.Problem("SecretMissing", "Secret");
        var key = "square:" + known;
        if (await guard.Wait(key, cancel) is { } wait)
            return desk.Problem("EnterWait", null, SignInByPassword.Minutes(wait));
        var sharing = await db.Set<Entrance>().Where(row => row.Contact == known).OrderBy(row => row.Id).Take(Entrance.MostSharing).ToListAsync(cancel);
        if (sharing.Count == 0)
            keys.OpenNothing(secret);
        var entrance = sharing.Where(row => keys.Opens(row, secret)).ToList() is [var one, ..] ? one : null;
        var account = entrance is null ? null : await db.Set<Account>().FirstOrDefaultAsync(row => row.Id == entrance.AccountId && row.DisabledAt == null, cancel);
        if (entrance is null || account is null || await db.IsStaff(account, desk.Now, cancel))
            return await Refuse(key, known, cancel);
        await guard.Succeeded(key, cancel);
        await db.Set<Entrance>().Where(row => row.Id == entrance.Id && row.WrongInRow > 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.WrongInRow, 0), cancel);
        if (await factor.IsOn(account))
        {
            await door.AwaitCode(account, remember: !shared, shared ? Session.OnSharedPhone : null);
            return SignInNext.Code;
        }
        await desk.LetIn(account, shared, cancel);
        return SignInNext.Done;
    }

    private async Task<Result<SignInNext>> Refuse(string key, string contact, CancellationToken cancel)
    {
        await guard.Failed(key, cancel);
        await db.Set<Entrance>().Where(row => row.Contact == contact).ExecuteUpdateAsync(set => set.SetProperty(row => row.WrongInRow, row => row.WrongInRow + 1), cancel);
        return desk.Problem("EnterWrong");
    }
}

/// <summary>Lets a member in by the code of their recovery card, once: they choose another PIN or password and get another card.</summary>
internal sealed class RecoverEntrance(PendopoDb db, EntranceKeys keys, SignInGuard guard, SecondFactor factor, Sessions sessions, AuditBook audit, MemberDesk desk)
{
    public async Task<Result<Joined>> Run(string? code, string? secret, bool shared, CancellationToken cancel)
    {
        var problems = await keys.Check(secret);
        if (problems.Count > 0)
            return problems;
        var hash = EntranceKeys.HashOf(code);
        if (await guard.WaitOfNetwork(cancel) is { } wait)
            return desk.Problem("EnterWait", null, SignInByPassword.Minutes(wait));
        if (await db.Set<Entrance>().FirstOrDefaultAsync(row => row.RecoveryHash == hash, cancel) is not { } entrance
            || await db.Set<Account>().FirstOrDefaultAsync(row => row.Id == entrance.AccountId && row.DisabledAt == null, cancel) is not { } account
            || await db.IsStaff(account, desk.Now, cancel))
        {
            await guard.FailedFromNetwork(cancel);
            return desk.Problem("CodeUnknown", "Code");
        }
        keys.Lock(entrance, secret!);
        var fresh = EntranceKeys.NewCode(entrance);
        audit.Note("community.recovered", $"person:{entrance.PersonId}");
        // Of two who use a code at the same moment one gets in.
        if (!await db.TrySave(cancel))
            return desk.Problem("CodeUnknown", "Code");
        // The card stands for all else that was lost.
        await factor.TurnOff(account);
        await sessions.EndAll(account.Id, null, cancel);
        await desk.LetIn(account, shared, cancel);
        return new Joined(fresh, entrance.Contact);
    }
}

internal static class StaffRule
{
    /// <summary>Whether somebody has work at a desk: they get in by the staff's way, because six digits are too few for it.</summary>
    public static Task<bool> IsStaff(this PendopoDb db, Account account, DateTimeOffset now, CancellationToken cancel) => db.Set<Membership>().AnyAsync(
        held => held.PersonId == account.PersonId && (held.Until == null || held.Until > now) && db.Set<Role>().Any(role => role.Id == held.RoleId && role.Permissions != ""), cancel);
}
