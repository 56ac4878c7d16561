using System.Globalization;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Pages;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Backups.Making;

/// <summary>Where backups shall lie and how many are kept.</summary>
public sealed class ChoosePlace(SettingsBook settings, PendopoDb db, AuditBook audit, IStringLocalizer<BackupsText> words)
{
    private const int LongestPath = 800, MostKept = 366;

    public async Task<Result<Done>> Run(string? folder, string? daily, string? weekly, string? monthly, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (!IsWritable(folder?.Trim()))
            problems.Add(words.Problem("FolderWrong", "Folder"));
        problems.AddRange(new[] { ("Daily", daily), ("Weekly", weekly), ("Monthly", monthly) }.Where(field => Number(field.Item2) is null).Select(field => words.Problem("CountWrong", field.Item1)));
        if (problems.Count > 0)
            return problems;
        await settings.Write(SettingKeys.BackupFolder, folder!.Trim(), cancel);
        foreach (var (key, value) in new[] { (SettingKeys.BackupDaily, daily), (SettingKeys.BackupWeekly, weekly), (SettingKeys.BackupMonthly, monthly) })
            await settings.Write(key, Number(value)!.Value.ToString(CultureInfo.InvariantCulture), cancel);
        audit.Note("backup.place", "installation");
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
        return new Done();
    }

    private static int? Number(string? text) => int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostKept ? number : null;

    /// <summary>A whole path, to a folder that can be made and written.</summary>
    private static bool IsWritable(string? folder)
    {
        if (folder is not { Length: > 0 and <= LongestPath } || !Path.IsPathFullyQualified(folder))
            return false;
        try
        {
            PrivateFiles.Folder(folder);
            var probe = Path.Combine(folder, $".probe-{Guid.CreateVersion7():N}");
            PrivateFiles.Create(probe).Dispose();
            File.Delete(probe);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
