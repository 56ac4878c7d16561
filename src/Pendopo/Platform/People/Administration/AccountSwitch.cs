using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.People.SignIn;

namespace Pendopo.Platform.People.Administration;

/// <summary>Disables an account and ends its sessions at once, enables it again, or makes a new link into it.</summary>
public sealed class AccountSwitch(PendopoDb db, PeopleList people, Administrators administrators, Sessions sessions, SignInLetters letters, Here here, AuditBook audit, IStringLocalizer<PeopleText> words)
{
    public async Task<Result<Done>> Disable(Id<Person> person, DateTimeOffset now, CancellationToken cancel)
    {
        var found = await Mine(person, cancel);
        if (!found.Ok)
            return found.Problems.ToList();
        if (!await administrators.AreLeftWithout(null, person, cancel))
            return words.Problem("LastAdministrator");
        found.Value.DisabledAt = now;
        audit.Note("people.disable", $"person:{person}");
        await db.SaveChangesAsync(cancel);
        await sessions.EndAll(found.Value.Id, null, cancel);
        return new Done();
    }

    public async Task<Result<Done>> Enable(Id<Person> person, CancellationToken cancel)
    {
        var found = await Mine(person, cancel);
        if (!found.Ok)
            return found.Problems.ToList();
        found.Value.DisabledAt = null;
        audit.Note("people.enable", $"person:{person}");
        await db.SaveChangesAsync(cancel);
        return new Done();
    }

    /// <param name="kind">A reset, or a recovery, which takes the authenticator app away.</param>
    public async Task<Result<HandedLink>> NewLink(Id<Person> person, LinkKind kind, CancellationToken cancel)
    {
        var found = await Mine(person, cancel);
        if (!found.Ok)
            return found.Problems.ToList();
        var link = await letters.Hand(found.Value, await db.Set<Person>().FirstAsync(row => row.Id == person, cancel), kind, here.Actor, cancel);
        audit.Note("people.link", $"person:{person}", kind.ToString());
        await db.SaveChangesAsync(cancel);
        return link;
    }

    /// <summary>The account, when this administrator may decide about it: not their own, and nobody's who also works elsewhere.</summary>
    private async Task<Result<Account>> Mine(Id<Person> person, CancellationToken cancel)
    {
        var account = await db.Set<Account>().FirstOrDefaultAsync(found => found.PersonId == person, cancel);
        if (account is null || await people.One(person, cancel) is not { } row)
            return Problem.NotFound;
        if (person == here.Actor)
            return words.Problem("NotYourself");
        if (row.Roles.Any(role => role.CentreId != here.Centre.Id) && !await people.IsWide(cancel))
            return words.Problem("OnlyHere");
        if (await people.MayMore(person, cancel))
            return words.Problem("MayMore");
        return account;
    }
}
