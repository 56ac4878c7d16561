using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.People;

namespace Pendopo.Community.Members;

/// <summary>PINs, passwords and recovery cards of members: checked, kept, compared.</summary>
internal sealed class EntranceKeys(IPasswordHasher<Account> hasher, PasswordRules rules, IDataProtectionProvider protection, IStringLocalizer<CommunityText> words)
{
    public const int PinLength = 6;

    private const string CodeSigns = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int CodeLength = 16, CodePart = 4;

    // The hash does not depend on whose it is; the hasher only asks for somebody.
    private static readonly Account Anybody = new();
    private static string? nobodysHash;

    private readonly IDataProtector seal = protection.CreateProtector("community.entrance");

    /// <summary>What is wrong with a PIN or password that is being chosen; empty when nothing is.</summary>
    public async Task<List<Problem>> Check(string? secret)
    {
        if (!IsPin(secret))
            return secret is { Length: > 0 } && secret.All(char.IsAsciiDigit) && secret.Length < 10 ? [words.Problem("PinLength", "Secret")] : await rules.Check(new Account(), secret, "Secret");
        return IsPlain(secret!) ? [words.Problem("PinPlain", "Secret")] : [];
    }

    public void Lock(Entrance entrance, string secret) => entrance.Lock(seal.Protect(hasher.HashPassword(Anybody, secret)), IsPin(secret));

    /// <summary>Whether this opens it. A shut one opens for nobody, and costs the same time.</summary>
    public bool Opens(Entrance entrance, string secret) =>
        SecretLink.Shown(seal, entrance.SecretSealed) is { } hash && hasher.VerifyHashedPassword(Anybody, hash, Cut(secret)) != PasswordVerificationResult.Failed && !entrance.IsShut;

    /// <summary>Does the work of a comparison when there is nothing to compare with.</summary>
    public void OpenNothing(string secret)
    {
        nobodysHash ??= hasher.HashPassword(Anybody, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        hasher.VerifyHashedPassword(Anybody, nobodysHash, Cut(secret));
    }

    /// <summary>A fresh recovery code in groups of four; the earlier one is worth nothing any more. 16 of 31 signs are 79 bits, so a plain hash is enough.</summary>
    public static string NewCode(Entrance entrance)
    {
        var code = RandomNumberGenerator.GetString(CodeSigns, CodeLength);
        entrance.Recover(SecretLink.HashOf(code));
        return string.Join('-', code.Chunk(CodePart).Select(part => new string(part)));
    }

    /// <summary>The hash by which a recovery code that was typed is found.</summary>
    public static string HashOf(string? typed) => SecretLink.HashOf(new([.. (typed ?? "").Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant).Take(CodeLength * 2)]));

    private static string Cut(string secret) => secret.Length > 200 ? "" : secret;

    private static bool IsPin(string? secret) => secret is { Length: PinLength } && secret.All(char.IsAsciiDigit);

    // One digit again and again, two in turn, a run, or a year with two more: what guessers try first.
    private static bool IsPlain(string pin) => pin.Distinct().Count() < 3 || "01234567890".Contains(pin, StringComparison.Ordinal) || "09876543210".Contains(pin, StringComparison.Ordinal);
}
