using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Mail.Smtp;

/// <summary>The mail server that was set, and who it lets in.</summary>
/// <param name="Security">How words to it are hidden.</param>
/// <param name="User">Empty when it asks nobody to sign in.</param>
/// <param name="From">The address that mails are from.</param>
internal sealed record MailRoute(string Host, int Port, SmtpSecurity Security, string User, string Password, string From)
{
    // RFC 8314 section 3.3: the port at which TLS comes before the first word.
    private const int TlsFromTheStart = 465, Submission = 587;

    /// <summary>What follows the @ in <see cref="From"/>.</summary>
    public string Domain => From[(From.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>The route of the settings; null when no mail server or no sender is set.</summary>
    public static MailRoute? Of(IConfiguration settings, IDataProtectionProvider protection)
    {
        if (settings[SettingKeys.MailHost] is not { Length: > 0 } host || settings[SettingKeys.MailFrom] is not { Length: > 0 } from)
            return null;
        var port = int.TryParse(settings[SettingKeys.MailPort], CultureInfo.InvariantCulture, out var set) ? set : Submission;
        var security = settings[SettingKeys.MailSecurity] == "none" ? SmtpSecurity.None : port == TlsFromTheStart ? SmtpSecurity.Tls : SmtpSecurity.StartTls;
        var user = settings[SettingKeys.MailUser] ?? "";
        return new(host, port, security, user, user.Length == 0 ? "" : MailSettings.Open(protection, settings[SettingKeys.MailPassword]), from);
    }

    // A record prints its members, and this one holds a password.
    public override string ToString() => $"{Host}:{Port}";
}

internal enum SmtpSecurity
{
    None,
    /// <summary>The talk begins in the clear and is hidden before anybody signs in; a server that cannot is not talked to.</summary>
    StartTls,
    Tls,
}
