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

    public async Task<int> Run(string email, bool sure, CancellationToken cancel)
    {
        var wanted = email.Trim().ToUpperInvariant();
        if (await db.Set<Account>().FirstOrDefaultAsync(account => account.NormalizedEmail == wanted, cancel) is not { } account)
        {
            await output.Error.WriteLineAsync("Nobody here signs in with this address.");
            return 1;
        }
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
        await output.Output.WriteLineAsync("Erased. Backups that were made before still hold the person until they are thinned out; a restore erases them again.");
        return 0;
    }
}
