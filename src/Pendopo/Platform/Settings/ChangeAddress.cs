using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;
using Pendopo.Platform.Setup;

namespace Pendopo.Platform.Settings;

/// <summary>Changes the public address of the installation.</summary>
public sealed class ChangeAddress(SettingsBook settings, PendopoDb db, SetupRules rules, AuditBook audit, Rights rights, Here here, AddressStakes stakes)
{
    /// <param name="confirmation">The present address's host, typed when somebody elsewhere knows us by it.</param>
    public async Task<Result<Done>> Run(string? address, string? confirmation, CancellationToken cancel)
    {
        // The address stands in the links of every centre's mails.
        if (!await rights.MayEverywhere(here, PlatformPermissions.Settings, cancel))
            return Problem.NotFound;
        var problems = rules.Address(address?.Trim()).ToList();
        if (problems.Count > 0)
            return problems;
        if (await stakes.Refusal(address!.Trim(), confirmation, cancel) is { } refusal)
            return refusal;
        await settings.Write(SettingKeys.PublicAddress, address!.Trim().TrimEnd('/'), cancel);
        audit.Note("settings.address", "installation");
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
        return new Done();
    }
}

/// <summary>Sends a mail to who asks for it, to see whether mail works.</summary>
public sealed class TryMail(MailOut mail, PendopoDb db, Here here, IStringLocalizer<SettingsText> words)
{
    public async Task<Result<Done>> Run(CancellationToken cancel)
    {
        var actor = here.Actor;
        var email = await db.Set<Account>().Where(account => account.PersonId == actor).Select(account => account.Email).FirstOrDefaultAsync(cancel);
        if (email is null || !mail.Add(email, "trial", words["MailTrialSubject", here.Centre.Name], words["MailTrialText"], CultureInfo.CurrentUICulture.TwoLetterISOLanguageName))
            return words.Problem("MailNotSet");
        await db.SaveChangesAsync(cancel);
        return new Done();
    }
}
