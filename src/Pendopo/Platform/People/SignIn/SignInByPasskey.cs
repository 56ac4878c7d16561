using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Pendopo.Platform.People.SignIn;

/// <summary>Signs in by a passkey: it proves possession and, by the device's own lock, the person; no code is asked after it.</summary>
public sealed class SignInByPasskey(Passkeys passkeys, SignInDoor door, IStringLocalizer<PeopleText> words)
{
    public async Task<Result<SignInNext>> Try(string? credential, bool remember, CancellationToken cancel)
    {
        if (await passkeys.Recognise(credential) is not { } account)
            return words.Problem("PasskeyWrong");
        await door.LetIn(account, "passkey", remember, cancel);
        return SignInNext.Done;
    }
}

/// <summary>The passkeys of accounts: made, recognised, removed (W3C Web Authentication Level 3, by the framework's own ceremony).</summary>
public sealed class Passkeys(SignInManager<Account> signIn, UserManager<Account> accounts)
{
    private const int LongestCredential = 20_000;

    public Task<string> OptionsToMake(Account account, string name) => signIn.MakePasskeyCreationOptionsAsync(
        new() { Id = account.Id.ToString(), Name = account.Email ?? name, DisplayName = name });

    /// <summary>What the browser needs to find a passkey; for whom is not said, so nothing is told about who has one.</summary>
    public Task<string> OptionsToAsk() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <summary>Keeps what the browser made; false when it is not what was asked for.</summary>
    public async Task<bool> Add(Account account, string? credential, string name)
    {
        if (await Attest(credential) is not { } made || made.UserEntity.Id != account.Id.ToString())
            return false;
        return await Keep(account, made.Passkey, name);
    }

    /// <summary>Checks what the browser made, for an account that may not exist yet.</summary>
    public async Task<(UserPasskeyInfo Passkey, PasskeyUserEntity UserEntity)?> Attest(string? credential)
    {
        if (credential is not { Length: > 0 and <= LongestCredential })
            return null;
        try
        {
            var made = await signIn.PerformPasskeyAttestationAsync(credential);
            return made.Succeeded ? (made.Passkey, made.UserEntity) : null;
        }
        catch (InvalidOperationException)
        {
            // No ceremony is under way in this browser: it took longer than its cookie lives, or was never begun.
            return null;
        }
    }

    public async Task<bool> Keep(Account account, UserPasskeyInfo passkey, string name)
    {
        passkey.Name = name;
        return (await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded;
    }

    /// <summary>The account a passkey belongs to, when the proof is right and the account is not disabled.</summary>
    public async Task<Account?> Recognise(string? credential)
    {
        if (credential is not { Length: > 0 and <= LongestCredential })
            return null;
        try
        {
            var shown = await signIn.PerformPasskeyAssertionAsync(credential);
            if (!shown.Succeeded || shown.User.DisabledAt is not null)
                return null;
            // The signature counter moves on; a copied key is seen by it.
            await accounts.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey);
            return shown.User;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
