using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Backups.Pages;

namespace Pendopo.Platform.Backups.Recovery;

/// <summary>A code that is shown and waits to be typed back. It is kept nowhere meanwhile: the form carries it, sealed.</summary>
public sealed class CodeOffer(IDataProtectionProvider protection, RecoveryKeys keys, IStringLocalizer<BackupsText> words)
{
    private readonly IDataProtector protector = protection.CreateProtector("recovery-code-offer");

    /// <summary>A fresh code, and the same one sealed for the form.</summary>
    public (string Code, string Sealed) Make()
    {
        var code = RecoveryCode.Make();
        return (code, protector.Protect(code));
    }

    /// <summary>The code that a form carried; null when it carried none of ours.</summary>
    public string? Read(string? sealedCode)
    {
        try
        {
            return sealedCode is { Length: > 0 and < 2000 } ? protector.Unprotect(sealedCode) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Takes the code into force when it was typed back as it was shown.</summary>
    public async Task<Result<Done>> Confirm(string? sealedCode, string? typed, CancellationToken cancel)
    {
        if (Read(sealedCode) is not { } shown)
            return words.Problem("CodeGone", "Typed");
        if (string.IsNullOrWhiteSpace(typed))
            return words.Problem("CodeRequired", "Typed");
        if (RecoveryCode.Parse(typed) is not { } code)
            return words.Problem("CodeMistyped", "Typed");
        if (code != shown)
            return words.Problem("CodeDiffers", "Typed");
        await keys.Set(code, cancel);
        return new Done();
    }
}
