using System.CommandLine;

namespace Pendopo.Commands.Keeping;

/// <summary>The verbs that keep an installation: backups and the way back from them.</summary>
internal static class KeepingCommands
{
    public static IEnumerable<Command> All() =>
    [
        BackupCommand.Create(),
        RecoveryCodeCommand.Create(),
        VerifyBackupCommand.Create(),
        RestoreCommand.Create(),
        RollbackCommand.Create(),
        UpgradeCommand.Create(),
        Moving.ExportCommand.Create(),
        Moving.ImportCommand.Create(),
        ConfigCommand.Create(),
        HealthCommand.Create(),
    ];
}
