using Pendopo.Platform.Centres;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Setup;

namespace Pendopo.Platform.Backups.Kept;

/// <summary>Whether a worry about backups is to be said in red. In the first days of an installation, and where only the sample world stands, it is
/// one more thing to do.</summary>
public sealed class BackupUrgency(CentreDirectory centres, SettingsBook settings, TimeProvider time)
{
    public async Task<bool> IsUrgent(BackupWorry worry, CancellationToken cancel)
    {
        if (worry == BackupWorry.TooOld)
            return true;
        var all = await centres.All(cancel);
        if (all.Count == 0 || time.GetUtcNow() - all.Min(centre => centre.CreatedAt) < BackupBook.TooOld)
            return false;
        var sample = SampleContent.Marked(await settings.Read(SampleContent.Mark, cancel));
        return all.Any(centre => !sample.Contains(centre.Id));
    }
}
