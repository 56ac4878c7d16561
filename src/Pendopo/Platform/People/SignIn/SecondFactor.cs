using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.People.SignIn;

/// <summary>The authenticator app of an account, and its recovery codes. The secret is kept encrypted, the codes as hashes.</summary>
public sealed class SecondFactor(UserManager<Account> accounts, PendopoDb db, IDataProtectionProvider protection, TimeProvider time)
{
    private const string Provider = "pendopo", Secret = "totp", Last = "totp-last", Recovery = "recovery";
    public const int RecoveryCodes = 10;

    private readonly IDataProtector protector = protection.CreateProtector("second-factor");

    public async Task<bool> IsOn(Account account) => await accounts.GetAuthenticationTokenAsync(account, Provider, Secret) is not null;

    public async Task<int> RecoveryLeft(Account account) => (await Hashes(account)).Count;

    /// <summary>Takes an app into use whose first code is right, and returns fresh recovery codes; null when the code is wrong.</summary>
    public async Task<IReadOnlyList<string>?> TurnOn(Account account, byte[] secret, string? code)
    {
        if (Totp.Match(secret, Digits(code), time.Now(), last: 0) is not { } step)
            return null;
        await accounts.SetAuthenticationTokenAsync(account, Provider, Secret, Convert.ToBase64String(protector.Protect(secret)));
        await accounts.SetAuthenticationTokenAsync(account, Provider, Last, step.ToString(CultureInfo.InvariantCulture));
        return await NewRecoveryCodes(account);
    }

    public async Task TurnOff(Account account)
    {
        foreach (var name in new[] { Secret, Last, Recovery })
            await accounts.RemoveAuthenticationTokenAsync(account, Provider, name);
    }

    /// <summary>Whether it is the app's code of this moment or an unused recovery code. Either works once.</summary>
    public async Task<bool> Accepts(Account account, string? typed)
    {
        if (await accounts.GetAuthenticationTokenAsync(account, Provider, Secret) is not { } kept)
            return false;
        var before = await accounts.GetAuthenticationTokenAsync(account, Provider, Last) ?? "0";
        if (Totp.Match(protector.Unprotect(Convert.FromBase64String(kept)), Digits(typed), time.Now(), long.Parse(before, CultureInfo.InvariantCulture)) is { } step)
            return await Swap(account, Last, before, step.ToString(CultureInfo.InvariantCulture));
        return await Spend(account, typed);
    }

    /// <summary>Ten new codes; the earlier ones are worth nothing any more. They are shown this once.</summary>
    public async Task<IReadOnlyList<string>> NewRecoveryCodes(Account account)
    {
        // 16 of 31 signs: 79 bits, so a plain hash is enough.
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16)).ToList();
        await Keep(account, codes.Select(Hash));
        return [.. codes.Select(code => string.Join('-', code.Chunk(4).Select(part => new string(part))))];
    }

    private async Task<bool> Spend(Account account, string? typed)
    {
        var before = await accounts.GetAuthenticationTokenAsync(account, Provider, Recovery) ?? "";
        var hashes = before.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        return hashes.Remove(Hash(Plain(typed))) && await Swap(account, Recovery, before, string.Join(' ', hashes));
    }

    /// <summary>Puts a value in the place of the one that was read; false when somebody else was quicker, who then used the code.</summary>
    private async Task<bool> Swap(Account account, string name, string before, string after) =>
        await db.UserTokens.Where(token => token.UserId == account.Id && token.LoginProvider == Provider && token.Name == name && token.Value == before)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.Value, after)) == 1;

    private async Task<List<string>> Hashes(Account account) =>
        [.. (await accounts.GetAuthenticationTokenAsync(account, Provider, Recovery) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private Task<IdentityResult> Keep(Account account, IEnumerable<string> hashes) =>
        accounts.SetAuthenticationTokenAsync(account, Provider, Recovery, string.Join(' ', hashes));

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)).AsSpan(0, 16));

    private static string Digits(string? typed) => new([.. (typed ?? "").Where(char.IsAsciiDigit).Take(7)]);

    private static string Plain(string? typed) => new([.. (typed ?? "").Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant).Take(40)]);
}
