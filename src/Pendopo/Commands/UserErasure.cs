using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Administration;

namespace Pendopo.Commands;

/// <summary>`user erase`: takes a person out of the installation for good.</summary>
internal sealed class UserErasure(IServiceProvider services, InvocationConfiguration output)
{
    private readonly PendopoDb db = services.GetRequiredService<PendopoDb>();

    public async Task<int> Run(string who, bool sure, CancellationToken cancel)
    {
        var wanted = who.Trim().ToUpperInvariant();
        if (await db.Set<Account>().FirstOrDefaultAsync(account => account.NormalizedEmail == wanted, cancel) is { } account)
            return await Person(account, sure, cancel);
        var outsiders = await services.GetRequiredService<EraseOutsider>().Find(who.Trim(), cancel);
        if (outsiders.Count > 0)
            return await Outsiders(outsiders, sure, cancel);
        await output.Error.WriteLineAsync("Nobody here signs in with this address, and nobody outside is known by this name.");
        return 1;
    }

    private async Task<int> Person(Account account, bool sure, CancellationToken cancel)
    {
        if (!await services.GetRequiredService<Administrators>().AreLeftWithout(null, account.PersonId, cancel))
        {
            await output.Error.WriteLineAsync("This is the last administrator of the installation. Let somebody else in first: pendopo user add.");
            return 1;
        }
        if (!sure)
        {
            await output.Output.WriteLineAsync("Account, ways to sign in, sessions, roles and name would be erased, here and in every restored backup. What the person wrote for the centre would stay, without a name. Run again with --yes.");
            return 1;
        }
        await services.GetRequiredService<ErasePerson>().Run(account.PersonId, cancel);
        return await Done();
    }

    private async Task<int> Outsiders(IReadOnlyList<Outsider> outsiders, bool sure, CancellationToken cancel)
    {
        if (!sure)
        {
            await output.Output.WriteLineAsync($"Somebody on {string.Join(", ", outsiders.Select(one => one.Network).Distinct(StringComparer.Ordinal))}: their conversations with every centre, the answers to them, their follows and likes would be erased, here and in every restored backup. What stands on their own network stays there. Run again with --yes.");
            return 1;
        }
        foreach (var outsider in outsiders)
            await services.GetRequiredService<EraseOutsider>().Run(outsider, cancel);
        return await Done();
    }

    private async Task<int> Done()
    {
        await output.Output.WriteLineAsync("Erased. Backups that were made before still hold the person until they are thinned out, at the latest after 30 days; a restore erases them again.");
        return 0;
    }
}
