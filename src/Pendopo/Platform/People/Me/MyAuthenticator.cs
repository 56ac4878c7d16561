using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.SignIn;
using QRCoder;

namespace Pendopo.Platform.People.Me;

/// <summary>A secret offered to an app: as a picture, as text, and sealed for the way through the form.</summary>
public sealed record Offer(string Picture, string Text, string Sealed);

/// <summary>Codes that are shown once.</summary>
public sealed record RecoveryCodes(IReadOnlyList<string> All);

/// <summary>One's own authenticator app.</summary>
public sealed class MyAuthenticator(MySecurity security, SecondFactor factor, IDataProtectionProvider protection, Here here, AuditBook audit, PendopoDb db, IStringLocalizer<PeopleText> words)
{
    private readonly IDataProtector protector = protection.CreateProtector("authenticator-offer");

    public async Task<bool> IsOn() => await factor.IsOn(await security.Me());

    public async Task<Offer> Make(string? kept)
    {
        var account = await security.Me();
        var secret = Secret(kept, account) ?? Totp.NewSecret();
        var address = Totp.Address(secret, here.HasCentre ? here.Centre.Name : "Pendopo", account.Email ?? "");
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(data);
        return new("data:image/png;base64," + Convert.ToBase64String(picture.GetGraphic(6)), Totp.ToText(secret), protector.Protect($"{account.Id} {Convert.ToBase64String(secret)}"));
    }

    public async Task<Result<RecoveryCodes>> TurnOn(string? kept, string? code, CancellationToken cancel)
    {
        var account = await security.Me();
        if (Secret(kept, account) is not { } secret || await factor.TurnOn(account, secret, code) is not { } codes)
            return words.Problem("CodeWrong", "Code");
        await Note("me.authenticator-on", account, cancel);
        return new RecoveryCodes(codes);
    }

    public async Task<IReadOnlyList<string>> NewCodes(CancellationToken cancel)
    {
        var account = await security.Me();
        await Note("me.recovery-codes", account, cancel);
        return await factor.NewRecoveryCodes(account);
    }

    public async Task TurnOff(CancellationToken cancel)
    {
        var account = await security.Me();
        await factor.TurnOff(account);
        await Note("me.authenticator-off", account, cancel);
    }

    private async Task Note(string act, Account account, CancellationToken cancel)
    {
        audit.Note(act, $"person:{account.PersonId}");
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The secret that was offered to this very account, or null.</summary>
    private byte[]? Secret(string? kept, Account account)
    {
        if (string.IsNullOrEmpty(kept))
            return null;
        try
        {
            var parts = protector.Unprotect(kept).Split(' ');
            return parts[0] == account.Id.ToString() ? Convert.FromBase64String(parts[1]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
