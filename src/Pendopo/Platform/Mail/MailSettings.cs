using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Mail;

/// <summary>The mail server as the form shows it; an empty password keeps the stored one.</summary>
public sealed record MailServer(string? Host, string? Port, string? Security, string? User, string? Password, string? From);

/// <summary>Changes the mail server. The password is kept encrypted and never shown again.</summary>
public sealed class MailSettings(SettingsBook settings, PendopoDb db, IDataProtectionProvider protection, AuditBook audit, Rights rights, Here here, IStringLocalizer<SettingsText> words)
{
    private const string Purpose = "mail-password";

    public async Task<Result<Done>> Save(MailServer server, CancellationToken cancel)
    {
        // Every centre's mails leave by this server.
        if (!await rights.MayEverywhere(here, PlatformPermissions.Settings, cancel))
            return Problem.NotFound;
        var problems = Check(server).ToList();
        if (problems.Count > 0)
            return problems;
        var same = await IsSame(server, cancel);
        await settings.Write(SettingKeys.MailHost, server.Host?.Trim(), cancel);
        await settings.Write(SettingKeys.MailPort, server.Port?.Trim(), cancel);
        await settings.Write(SettingKeys.MailSecurity, server.Security, cancel);
        await settings.Write(SettingKeys.MailUser, server.User?.Trim(), cancel);
        await settings.Write(SettingKeys.MailFrom, server.From?.Trim(), cancel);
        if (string.IsNullOrEmpty(server.User) || (!same && string.IsNullOrEmpty(server.Password)))
            await settings.Write(SettingKeys.MailPassword, null, cancel);
        else if (!string.IsNullOrEmpty(server.Password))
            await settings.Write(SettingKeys.MailPassword, protection.CreateProtector(Purpose).Protect(server.Password), cancel);
        audit.Note("settings.mail", "installation");
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
        return new Done();
    }

    // The stored password goes to the server it was given for, and to no other.
    private async Task<bool> IsSame(MailServer server, CancellationToken cancel) =>
        await settings.Read(SettingKeys.MailHost, cancel) == server.Host?.Trim() && await settings.Read(SettingKeys.MailPort, cancel) == server.Port?.Trim()
        && await settings.Read(SettingKeys.MailUser, cancel) == server.User?.Trim() && await settings.Read(SettingKeys.MailSecurity, cancel) == server.Security;

    private IEnumerable<Problem> Check(MailServer server)
    {
        // Nothing at all means: this installation sends no mail.
        if (string.IsNullOrWhiteSpace(server.Host))
            yield break;
        if (Uri.CheckHostName(server.Host.Trim()) == UriHostNameType.Unknown)
            yield return words.Problem("MailHostWrong", "Host");
        if (!int.TryParse(server.Port, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            yield return words.Problem("MailPortWrong", "Port");
        if (!EmailForm.IsAddress(server.From))
            yield return words.Problem("MailFromWrong", "From");
    }

    /// <summary>The password, or empty when there is none or its key is gone.</summary>
    internal static string Open(IDataProtectionProvider protection, string? kept)
    {
        try
        {
            return kept is { Length: > 0 } ? protection.CreateProtector(Purpose).Unprotect(kept) : "";
        }
        catch (CryptographicException)
        {
            // The data folder's keys were not restored with the database: the server will ask for the password anew.
            return "";
        }
    }
}
