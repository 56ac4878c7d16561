using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.Links;

namespace Pendopo.Platform.People.Administration;

/// <summary>A link to hand over, and whether it also went by mail.</summary>
public sealed record HandedLink(string Path, bool Mailed);

/// <summary>Brings somebody in: a person, an account without password, a role, and a link that works once.</summary>
public sealed class InvitePerson(PendopoDb db, UserManager<Account> accounts, GiveRole roles, SignInLetters letters, Here here, AuditBook audit, TimeProvider time, IStringLocalizer<PeopleText> words)
{
    public async Task<Result<HandedLink>> Run(string? name, string? email, Id<Role> role, CancellationToken cancel)
    {
        var problems = await Check(name, email);
        if (problems.Count > 0)
            return problems;
        var now = time.Now();
        var person = Person.Named(name!.Trim(), "", now);
        person.Speak(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Add(person);
        var account = new Account { PersonId = person.Id, UserName = email!.Trim(), Email = email.Trim(), EmailConfirmed = true, CreatedAt = now };
        var made = await accounts.CreateAsync(account);
        if (!made.Succeeded)
            return words.Problem("EmailWrong", "Email");
        var given = await roles.Add(person.Id, role, until: null, cancel);
        if (!given.Ok)
            return given.Problems.ToList();
        var link = await letters.Hand(account, person, LinkKind.Invitation, here.Person?.Id, cancel);
        audit.Note("people.invite", $"person:{person.Id}");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return link;
    }

    private async Task<List<Problem>> Check(string? name, string? email)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(name) || name.Length > 120)
            problems.Add(words.Problem("NameRequired", "Name"));
        if (!EmailForm.IsAddress(email))
            problems.Add(words.Problem("EmailWrong", "Email"));
        else if (await accounts.FindByEmailAsync(email!.Trim()) is not null)
            problems.Add(words.Problem("EmailTaken", "Email"));
        return problems;
    }
}
