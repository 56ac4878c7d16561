using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Pendopo.Platform.People.SignIn;

/// <summary>Signs in by e-mail and password. Whether the address is unknown, disabled, without a password or the password wrong:
/// the words, the status and the work done are the same (OWASP ASVS 5.0 V6.3.8).</summary>
public sealed class SignInByPassword(UserManager<Account> accounts, SignInGuard guard, SignInDoor door, SecondFactor factor, IStringLocalizer<PeopleText> words)
{
    // What an unknown address is checked against: a hash that no password has, made as dearly as a real one.
    private static readonly Account Nobody = new();
    private static string? nobodysHash;

    public async Task<Result<SignInNext>> Try(string? email, string? password, bool remember, CancellationToken cancel)
    {
        if (Missing(email, password) is { Count: > 0 } missing)
            return missing;
        if (await guard.Wait(email!, cancel) is { } wait)
            return words.Problem("SignInWait", null, Minutes(wait));
        var account = await Check(email!, password!);
        if (account is null)
        {
            await guard.Failed(email!, cancel);
            return words.Problem("SignInWrong");
        }
        await guard.Succeeded(email!, cancel);
        if (await factor.IsOn(account))
        {
            await door.AwaitCode(account, remember);
            return SignInNext.Code;
        }
        await door.LetIn(account, "password", remember, cancel);
        return SignInNext.Done;
    }

    /// <summary>The account, when address and password are right and it is not disabled.</summary>
    public async Task<Account?> Check(string email, string password)
    {
        var account = await accounts.FindByEmailAsync(email.Trim());
        var usable = account is { DisabledAt: null, PasswordHash: not null };
        nobodysHash ??= accounts.PasswordHasher.HashPassword(Nobody, Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));
        var verdict = accounts.PasswordHasher.VerifyHashedPassword(usable ? account! : Nobody, usable ? account!.PasswordHash! : nobodysHash, password.Length > 200 ? "" : password);
        return usable && verdict != PasswordVerificationResult.Failed ? account : null;
    }

    internal static int Minutes(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes));

    private List<Problem> Missing(string? email, string? password)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(email) || email.Length > 254)
            problems.Add(words.Problem("EmailRequired", "Email"));
        if (string.IsNullOrEmpty(password))
            problems.Add(words.Problem("PasswordRequired", "Password"));
        return problems;
    }
}
