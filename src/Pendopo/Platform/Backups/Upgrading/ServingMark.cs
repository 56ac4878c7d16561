using Pendopo.Platform.Backups.Container;

namespace Pendopo.Platform.Backups.Upgrading;

/// <summary>A lock that every serving program holds on its data folder, together with others: who wants the data for itself finds out. It dies
/// with the program.</summary>
internal sealed class ServingMark(Installation installation) : IHostedService, IDisposable
{
    private FileStream? held;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var path = Path(installation);
        if (!File.Exists(path))
            Keys.PrivateFiles.WriteNew(path, []);
        held = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => held?.Dispose();

    /// <summary>Holds the data folder alone; throws when a program serves it.</summary>
    public static IDisposable Alone(Installation installation)
    {
        try
        {
            return new FileStream(Path(installation), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new BackupException(BackupTrouble.Running, inner: error);
        }
    }

    private static string Path(Installation installation) => System.IO.Path.Combine(installation.DataFolder, ".serving");
}
