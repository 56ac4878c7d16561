using Microsoft.Extensions.Localization;

namespace Pendopo.Platform.People.SignIn;

/// <summary>The second step after a right password: the app's code, or a recovery code.</summary>
public sealed class SignInByCode(SignInDoor door, SecondFactor factor, SignInGuard guard, IStringLocalizer<PeopleText> words)
{
    public async Task<Result<SignInNext>> Try(string? code, CancellationToken cancel)
    {
        var (account, remember, lasts) = await door.Awaited(cancel);
        if (account is null)
            return words.Problem("SignInAgain");
        // Codes are counted apart from passwords: guessing one does not reset the other.
        var key = "code:" + account.Id;
        if (await guard.Wait(key, cancel) is { } wait)
            return words.Problem("SignInWait", null, SignInByPassword.Minutes(wait));
        if (!await factor.Accepts(account, code))
        {
            await guard.Failed(key, cancel);
            return words.Problem("CodeWrong", "Code");
        }
        await guard.Succeeded(key, cancel);
        await door.LetIn(account, "password and code", remember, cancel, lasts);
        return SignInNext.Done;
    }
}
