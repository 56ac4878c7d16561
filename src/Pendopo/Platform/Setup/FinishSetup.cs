using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Setup;

/// <summary>Who will administer, and how they sign in: exactly one of password and passkey.</summary>
public sealed record FirstAdministrator(string? Name, string? Email, string? Password, string? Credential);

/// <summary>Opens the centre with its areas, roles and first administrator, all in one transaction.</summary>
public sealed class FinishSetup(PendopoDb db, UserManager<Account> accounts, CentreRoles roles, Passkeys passkeys, PasswordRules passwords, SettingsBook settings, AuditBook audit, TimeProvider time)
{
    public async Task<Result<Account>> Run(SetupAnswers answers, FirstAdministrator first, IStringLocalizer<PeopleText> words, CancellationToken cancel)
    {
        var problems = await Check(first, words);
        if (problems.Count > 0)
            return problems;
        var made = first.Password is null ? await passkeys.Attest(first.Credential) : null;
        if (first.Password is null && made?.UserEntity.Id != answers.Account.ToString())
            return words.Problem("PasskeyNeedsScript");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var account = await Open(answers, first);
        if (made is { } proof)
            await passkeys.Keep(account, proof.Passkey, "");
        await settings.Write(SettingKeys.PublicAddress, answers.PublicAddress?.TrimEnd('/'), cancel);
        await settings.Write(SettingKeys.SetupAnswers, null, cancel);
        await settings.Write(SettingKeys.SetupSecret, null, cancel);
        audit.Note("setup.finish", "installation");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return account;
    }

    private async Task<List<Problem>> Check(FirstAdministrator first, IStringLocalizer<PeopleText> words)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(first.Name) || first.Name.Length > 120)
            problems.Add(words.Problem("NameRequired", "Name"));
        if (!EmailForm.IsAddress(first.Email))
            problems.Add(words.Problem("EmailWrong", "Email"));
        if (first.Password is not null)
            problems.AddRange(await passwords.Check(new Account { Email = first.Email }, first.Password, "Password"));
        return problems;
    }

    private async Task<Account> Open(SetupAnswers answers, FirstAdministrator first)
    {
        var now = time.Now();
        var centre = Centre.Open(answers.Handle!, answers.Name!.Trim(), AddAreas(answers).Id, answers.TimeZone, answers.Language, now);
        var person = Person.Named(first.Name!.Trim(), "", now);
        person.Speak(answers.Language);
        var wide = roles.AddForInstallation();
        roles.AddFor(centre.Id);
        db.AddRange(centre, person, Membership.Everywhere(person.Id, wide[SampleRoles.Administrator].Id, now));
        var email = first.Email!.Trim();
        var account = new Account { Id = answers.Account, PersonId = person.Id, UserName = email, Email = email, EmailConfirmed = true, CreatedAt = now };
        var made = first.Password is null ? await accounts.CreateAsync(account) : await accounts.CreateAsync(account, first.Password);
        return made.Succeeded ? account : throw new InvalidOperationException($"The checked account was refused: {made}.");
    }

    /// <summary>The tree above the centre, as far down as it was told; what was left empty is left out.</summary>
    private Area AddAreas(SetupAnswers answers)
    {
        Area? area = null;
        foreach (var (level, name) in new[]
        {
            (AreaLevel.Province, answers.Province), (AreaLevel.Regency, answers.Regency), (AreaLevel.District, answers.District), (AreaLevel.Village, answers.Village),
        })
        {
            if (!string.IsNullOrWhiteSpace(name))
                db.Add(area = Area.Of(level, name.Trim(), "", area));
        }
        return area!;
    }
}
