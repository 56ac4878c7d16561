using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Mail;

/// <summary>The mail server as the form shows it; an empty password keeps the stored one.</summary>
public sealed record MailServer(string? Host, string? Port, string? Security, string? User, string? Password, string? From);

/// <summary>Changes the mail server. The password is kept encrypted and never shown again.</summary>
public sealed class MailSettings(SettingsBook settings, PendopoDb db, IDataProtectionProvider protection, AuditBook audit, IStringLocalizer<SettingsText> words)
{
    private const string Purpose = "mail-password";

    public async Task<Result<Done>> Save(MailServer server, CancellationToken cancel)
    {
        var problems = Check(server).ToList();
        if (problems.Count > 0)
            return problems;
        await settings.Write(SettingKeys.MailHost, server.Host?.Trim(), cancel);
        await settings.Write(SettingKeys.MailPort, server.Port?.Trim(), cancel);
        await settings.Write(SettingKeys.MailSecurity, server.Security, cancel);
        await settings.Write(SettingKeys.MailUser, server.User?.Trim(), cancel);
        await settings.Write(SettingKeys.MailFrom, server.From?.Trim(), cancel);
        if (string.IsNullOrEmpty(server.User))
            await settings.Write(SettingKeys.MailPassword, null, cancel);
        else if (!string.IsNullOrEmpty(server.Password))
            await settings.Write(SettingKeys.MailPassword, protection.CreateProtector(Purpose).Protect(server.Password), cancel);
        audit.Note("settings.mail", "installation");
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
        return new Done();
    }

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
