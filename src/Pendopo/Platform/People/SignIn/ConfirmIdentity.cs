using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Pendopo.Platform.People.SignIn;

/// <summary>A signed-in person proves once more who they are, before a dangerous act.</summary>
public sealed class ConfirmIdentity(UserManager<Account> accounts, SignInByPassword passwords, Passkeys passkeys, Sessions sessions, SignInGuard guard, IStringLocalizer<PeopleText> words)
{
    public async Task<Result<Done>> ByPassword(string? password, CancellationToken cancel)
    {
        if (await accounts.FindByIdAsync(sessions.Account.ToString()!) is not { Email: { } email })
            return words.Problem("SignInAgain");
        if (await guard.Wait(email, cancel) is { } wait)
            return words.Problem("SignInWait", null, SignInByPassword.Minutes(wait));
        if (await passwords.Check(email, password ?? "") is null)
        {
            await guard.Failed(email, cancel);
            return words.Problem("PasswordWrong", "Password");
        }
        await sessions.Confirm(cancel);
        return new Done();
    }

    public async Task<Result<Done>> ByPasskey(string? credential, CancellationToken cancel)
    {
        if (await passkeys.Recognise(credential) is not { } account || account.Id != sessions.Account)
            return words.Problem("PasskeyWrong");
        await sessions.Confirm(cancel);
        return new Done();
    }
}
