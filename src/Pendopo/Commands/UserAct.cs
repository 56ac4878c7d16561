using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Administration;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Settings;

namespace Pendopo.Commands;

/// <summary>What the `user` commands do.</summary>
internal sealed class UserAct(IServiceProvider services, InvocationConfiguration output)
{
    private readonly PendopoDb db = services.GetRequiredService<PendopoDb>();
    private readonly UserManager<Account> accounts = services.GetRequiredService<UserManager<Account>>();
    private readonly DateTimeOffset now = services.GetRequiredService<TimeProvider>().Now();

    public async Task<int> Add(string email, string name, string role, string? handle, CancellationToken cancel)
    {
        if (!EmailForm.IsAddress(email) || string.IsNullOrWhiteSpace(name) || name.Length > 120)
            return await Refuse("Give an e-mail address such as ayu@example.org, and --name with the person's name.");
        if (await accounts.FindByEmailAsync(email) is not null)
            return await Refuse("Somebody with this e-mail address is here already. `user reset` makes a new link.");
        if (await Place(role, handle, cancel) is not { } place)
            return await Refuse("There is no such centre or role here, or Pendopo is not set up yet. `pendopo doctor` tells more.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var person = Person.Named(name.Trim(), "", now);
        db.Add(person);
        var account = new Account { PersonId = person.Id, UserName = email, Email = email, EmailConfirmed = true, CreatedAt = now };
        var made = await accounts.CreateAsync(account);
        if (!made.Succeeded)
            return await Refuse($"The account was refused: {made}.");
        db.Add(place.Centre is { } centre ? Membership.AtCentre(person.Id, place.Role, centre, now) : Membership.Everywhere(person.Id, place.Role, now));
        await Keep("user.add", person.Id, cancel);
        var link = await Link(account, LinkKind.Invitation, cancel);
        await transaction.CommitAsync(cancel);
        return await Say($"Added. Hand this link over; it works once, for seven days:\n{link}");
    }

    public async Task<int> Reset(string email, bool forgetAuthenticator, CancellationToken cancel)
    {
        if (await accounts.FindByEmailAsync(email) is not { } account)
            return await Refuse("Nobody here signs in with this e-mail address.");
        if (account.DisabledAt is not null)
            return await Refuse("This account is disabled. An administrator can enable it in the pages.");
        if (forgetAuthenticator)
            await services.GetRequiredService<SecondFactor>().TurnOff(account);
        await services.GetRequiredService<Sessions>().EndAll(account.Id, null, cancel);
        await Keep("user.reset", account.PersonId, cancel);
        return await Say($"Signed out everywhere. Hand this link over; it works once, for one hour:\n{await Link(account, LinkKind.Reset, cancel)}");
    }

    public async Task<int> Disable(string email, CancellationToken cancel)
    {
        if (await accounts.FindByEmailAsync(email) is not { } account)
            return await Refuse("Nobody here signs in with this e-mail address.");
        if (!await services.GetRequiredService<Administrators>().AreLeftWithout(null, account.PersonId, cancel))
            return await Refuse("This is the last administrator. Add another one first.");
        account.DisabledAt = now;
        await Keep("user.disable", account.PersonId, cancel);
        await services.GetRequiredService<Sessions>().EndAll(account.Id, null, cancel);
        return await Say("Disabled, and signed out everywhere.");
    }

    /// <summary>The role, and the centre it is held at; no centre for an administrator of the whole installation.</summary>
    private async Task<(Id<Role> Role, Id<Centre>? Centre)?> Place(string key, string? handle, CancellationToken cancel)
    {
        var centres = await services.GetRequiredService<CentreDirectory>().All(cancel);
        var wide = handle is null && key == SampleRoles.Administrator;
        var centre = handle is null ? centres.FirstOrDefault() : centres.FirstOrDefault(found => found.Handle == handle.TrimStart('@'));
        if (centre is null)
            return null;
        Id<Centre>? at = wide ? null : centre.Id;
        var role = await db.Set<Role>().Where(found => found.CentreId == at && found.Key == key).Select(found => (Id<Role>?)found.Id).FirstOrDefaultAsync(cancel);
        return role is { } id ? (id, at) : null;
    }

    private async Task<string> Link(Account account, LinkKind kind, CancellationToken cancel)
    {
        var path = await services.GetRequiredService<AccountLinks>().Make(account.Id, kind, by: null, cancel);
        await db.SaveChangesAsync(cancel);
        var settings = services.GetRequiredService<IConfiguration>();
        return (settings[SettingKeys.PublicAddress] ?? settings["urls"]?.Split(';')[0] ?? "http://localhost:5080").TrimEnd('/') + path;
    }

    private async Task Keep(string act, Id<Person> person, CancellationToken cancel)
    {
        services.GetRequiredService<AuditBook>().Note(act, $"person:{person}", "command line");
        await db.SaveChangesAsync(cancel);
    }

    private async Task<int> Say(string text)
    {
        await output.Output.WriteLineAsync(text);
        return 0;
    }

    private async Task<int> Refuse(string text)
    {
        await output.Error.WriteLineAsync(text);
        return 1;
    }
}
