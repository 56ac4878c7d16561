using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Backups.Kept;

public enum BackupState
{
    /// <summary>Waits for its turn, or is being made.</summary>
    Running,
    /// <summary>Made, and opened again to its last byte.</summary>
    Good,
    Failed,
}

/// <summary>A backup that was asked for, and what became of it.</summary>
public sealed class Backup : IEntity
{
    private Backup()
    {
    }

    public Id<Backup> Id { get; private set; }
    public BackupReason Reason { get; private set; }
    public BackupState State { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    /// <summary>When it was opened again; null before, and where that failed.</summary>
    public DateTimeOffset? TestedAt { get; private set; }
    /// <summary>The whole path of the file; empty before there is one.</summary>
    public string Path { get; private set; } = "";
    public long Size { get; private set; }
    /// <summary>How much is done, 0 to 100.</summary>
    public int Percent { get; private set; }
    /// <summary>What went wrong; null when nothing did.</summary>
    public BackupTrouble? Trouble { get; private set; }
    /// <summary>Whether the recovery code opens it.</summary>
    public bool HasCode { get; private set; }

    internal static Backup Begin(BackupReason reason, DateTimeOffset now) => new() { Id = Id<Backup>.New(), Reason = reason, StartedAt = now };

    internal void Made(string path, long size, bool hasCode, DateTimeOffset now) =>
        (State, Path, Size, HasCode, TestedAt, Percent, Trouble) = (BackupState.Good, path, size, hasCode, now, 100, null);

    internal void Fail(BackupTrouble trouble) => (State, Trouble) = (BackupState.Failed, trouble);
}
