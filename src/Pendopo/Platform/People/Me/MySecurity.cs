using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Platform.People.Me;

/// <summary>How one signs in, as one's own page shows it.</summary>
public sealed record Mine(string? Email, IReadOnlyList<UserPasskeyInfo> Passkeys, bool HasAuthenticator, int RecoveryLeft);

/// <summary>One's own password and passkeys. Each change ends the other sessions or needs a recent proof of identity.</summary>
public sealed class MySecurity(UserManager<Account> accounts, Sessions sessions, SecondFactor factor, Passkeys passkeys, PasswordRules rules, AuditBook audit, PendopoDb db, IStringLocalizer<PeopleText> words)
{
    public async Task<Mine> Read()
    {
        var account = await Me();
        return new(account.Email, [.. await accounts.GetPasskeysAsync(account)], await factor.IsOn(account), await factor.RecoveryLeft(account));
    }

    public async Task<Result<Done>> ChangePassword(string? password, CancellationToken cancel)
    {
        var account = await Me();
        if (await rules.Check(account, password, "Password") is { Count: > 0 } problems)
            return problems;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            await accounts.RemovePasswordAsync(account);
            await accounts.AddPasswordAsync(account, password!);
            audit.Note("me.password", $"person:{account.PersonId}");
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        await sessions.EndAll(account.Id, sessions.Current, cancel);
        return new Done();
    }

    public async Task<Result<Done>> AddPasskey(string? credential, string? name, CancellationToken cancel)
    {
        var account = await Me();
        if (!await passkeys.Add(account, credential, name is { Length: > 60 } ? name[..60] : name?.Trim() ?? ""))
            return words.Problem("PasskeyWrong");
        audit.Note("me.passkey-added", $"person:{account.PersonId}");
        await db.SaveChangesAsync(cancel);
        return new Done();
    }

    public async Task<Result<Done>> RemovePasskey(string? hex, CancellationToken cancel)
    {
        var account = await Me();
        var all = await accounts.GetPasskeysAsync(account);
        if (all.FirstOrDefault(key => Convert.ToHexString(key.CredentialId) == hex) is not { } gone)
            return new Done();
        if (all.Count == 1 && account.PasswordHash is null)
            return words.Problem("LastWayIn");
        await accounts.RemovePasskeyAsync(account, gone.CredentialId);
        audit.Note("me.passkey-removed", $"person:{account.PersonId}");
        await db.SaveChangesAsync(cancel);
        await sessions.EndAll(account.Id, sessions.Current, cancel);
        return new Done();
    }

    internal async Task<Account> Me() =>
        await accounts.FindByIdAsync(sessions.Account?.ToString() ?? "") ?? throw new InvalidOperationException("The session's account is gone.");
}
