using System.Globalization;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Backups.Making;

/// <summary>How many backups are kept: the newest of each of the latest days, weeks and months.</summary>
public sealed record Retention(int Daily, int Weekly, int Monthly)
{
    public static readonly Retention Start = new(7, 4, 6);
}

/// <summary>Where backups lie and how long. Configuration wins over what the pages keep; both are read from the database itself, so that a
/// command sees them too.</summary>
public sealed class BackupPlace(Installation installation, IConfiguration settings, EarlySettings book)
{
    public async Task<string> Folder(CancellationToken cancel) =>
        Path.GetFullPath(await Read(SettingKeys.BackupFolder, cancel) ?? Path.Combine(installation.DataFolder, "backups"));

    public async Task<Retention> Keep(CancellationToken cancel) => new(
        await Number(SettingKeys.BackupDaily, Retention.Start.Daily, cancel),
        await Number(SettingKeys.BackupWeekly, Retention.Start.Weekly, cancel),
        await Number(SettingKeys.BackupMonthly, Retention.Start.Monthly, cancel));

    private async Task<string?> Read(string key, CancellationToken cancel) =>
        settings[key] is { Length: > 0 } set ? set : await book.Read(key, cancel);

    private async Task<int> Number(string key, int start, CancellationToken cancel) =>
        int.TryParse(await Read(key, cancel), CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 366 ? number : start;
}
