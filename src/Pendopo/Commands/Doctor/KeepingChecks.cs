using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Platform.Data;

namespace Pendopo.Commands.Doctor;

/// <summary>Keys, backups and channels: what would be missed on the day it is needed.</summary>
internal sealed class KeepingChecks(IServiceProvider services)
{
    public async IAsyncEnumerable<Finding> Run([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var finding in Keys(services.GetRequiredService<Installation>(), services.GetRequiredService<HouseKey>()))
            yield return finding;
        yield return await Code(cancel);
        yield return await Last(cancel);
        yield return Place(await services.GetRequiredService<BackupPlace>().Folder(cancel), services.GetRequiredService<Installation>());
        yield return await Channels(cancel);
    }

    private static IEnumerable<Finding> Keys(Installation installation, HouseKey house)
    {
        var open = new[] { installation.KeysFolder, installation.DatabaseFile }.Where(Path.Exists).Concat(Directory.Exists(installation.KeysFolder) ? Directory.EnumerateFiles(installation.KeysFolder) : []).Where(PrivateFiles.IsOpenToOthers).ToList();
        yield return open.Count == 0
            ? Finding.Good("Keys and database can be read by this program's user alone.")
            : Finding.Bad($"Other users of this machine may read {open[0]}{(open.Count > 1 ? $" and {open.Count - 1} more" : "")}.", $"Close them: chmod -R go= {installation.KeysFolder} {installation.DatabaseFile}");
        yield return Directory.Exists(installation.KeysFolder) && KeysAtRest.ReadableKeys(installation.KeysFolder).Any()
            ? Finding.Hint("Keys of an earlier Pendopo lie readable in the data folder.", "They are sealed at the next start.")
            : Finding.Good("No key lies readable in the data folder.");
        yield return Where(house);
    }

    private static Finding Where(HouseKey house)
    {
        try
        {
            return house.Source == KeySource.DataFolder
                ? Finding.Hint("The installation key lies in the data folder, beside what it opens.", "Who copies the folder can open it. Keep the key elsewhere: move keys/installation.key and name it with --key-file, or use the systemd credential pendopo.key.")
                : Finding.Good("The installation key is kept outside the data folder.");
        }
        catch (InstallationKeyException error)
        {
            return Finding.Bad("The keys cannot be opened.", error.Message);
        }
    }

    private async Task<Finding> Code(CancellationToken cancel) => await services.GetRequiredService<RecoveryKeys>().IsSet(cancel)
        ? Finding.Good("A recovery code is in force.")
        : Finding.Hint("No recovery code is set: backups open on this machine only.", "Set it under /admin/backups/code and keep it elsewhere.");

    private async Task<Finding> Last(CancellationToken cancel)
    {
        var last = await services.GetRequiredService<BackupBook>().LastGood(cancel);
        var now = services.GetRequiredService<TimeProvider>().Now();
        if (last is null)
            return Finding.Hint("No backup was made yet.", "Make one now: pendopo backup. One is made every night while Pendopo runs.");
        return now - last <= BackupBook.TooOld
            ? Finding.Good(string.Create(CultureInfo.InvariantCulture, $"The last good backup is of {last:u}."))
            : Finding.Bad(string.Create(CultureInfo.InvariantCulture, $"The last good backup is of {last:u}, more than two days ago."), "Look under /admin/backups why, and make one: pendopo backup");
    }

    private static Finding Place(string folder, Installation installation)
    {
        if (!Directory.Exists(folder))
            return Finding.Hint($"The folder for backups, {folder}, does not exist yet.", "It is made with the first backup. On another disk it survives the loss of this one.");
        return Path.GetFullPath(folder).StartsWith(Path.GetFullPath(installation.DataFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Finding.Hint("Backups lie in the data folder: they are lost with its disk.", "Choose another disk or a network folder under /admin/backups, or copy them away every day.")
            : Finding.Good($"Backups lie in {folder}.");
    }

    private async Task<Finding> Channels(CancellationToken cancel)
    {
        var ill = await services.GetRequiredService<PendopoDb>().Set<Channel>().AcrossCentres().Where(channel => channel.State == ChannelState.Reconnect).Select(channel => channel.Network).Distinct().ToListAsync(cancel);
        return ill.Count == 0
            ? Finding.Good("No channel waits to be connected again.")
            : Finding.Hint($"Channels have to be connected again: {string.Join(", ", ill)}.", "Under Desk, Channels each says why and what to do.");
    }
}
