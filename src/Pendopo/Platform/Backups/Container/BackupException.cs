namespace Pendopo.Platform.Backups.Container;

/// <summary>What can be wrong with a backup, or with using it. Each has a sentence of its own in both languages.</summary>
public enum BackupTrouble
{
    NotABackup,
    Newer,
    HeaderDamaged,
    Truncated,
    Damaged,
    WrongCode,
    NoCode,
    OtherHouse,
    DatabaseDamaged,
    CountsDiffer,
    NewerSchema,
    FolderInUse,
    DatabaseInUse,
    NeedsPostgres,
    NeedsSqlite,
    NoSpace,
    NothingToRollBack,
    FileMissing,
    NoCodeSet,
    CannotWrite,
    Running,
    NoDatabase,
}

/// <summary>An expected refusal around backups; <see cref="Sentence"/> is what the command line says.</summary>
public sealed class BackupException(BackupTrouble trouble, string? detail = null, Exception? inner = null) : Exception($"{trouble} {detail}".TrimEnd(), inner)
{
    public BackupTrouble Trouble { get; } = trouble;

    /// <summary>What is wrong and what to do, in English, as commands speak.</summary>
    public string Sentence => Trouble switch
    {
        BackupTrouble.NotABackup => "This file is not a backup of Pendopo. Nothing was changed.",
        BackupTrouble.Newer => "This backup was made by a newer Pendopo. Open it with that program, or a newer one. Nothing was changed.",
        BackupTrouble.HeaderDamaged => "The beginning of this backup is damaged. Take another copy of it, or an earlier backup. Nothing was changed.",
        BackupTrouble.Truncated => "This backup ends too early: a part of it is missing. Copy it again from where it was made, or take an earlier one. Nothing was changed.",
        BackupTrouble.Damaged => "This backup is damaged or was changed: what it holds is not what was written. Take another copy of it, or an earlier one. Nothing was changed.",
        BackupTrouble.WrongCode => "The recovery code does not open this backup. Check it for a mistyped sign; a backup opens with the code that was in force when it was made. Nothing was changed.",
        BackupTrouble.NoCode => "This backup was made before a recovery code was set. It opens only with the keys of the installation that made it.",
        BackupTrouble.OtherHouse => "This backup was made by another installation. Give its recovery code.",
        BackupTrouble.DatabaseDamaged => "The database in this backup is damaged.",
        BackupTrouble.CountsDiffer => "The database in this backup does not hold as many rows as were counted when it was made.",
        BackupTrouble.NewerSchema => "The database in this backup is newer than this program. Restore it with the program that made it, or a newer one. Nothing was changed.",
        BackupTrouble.FolderInUse => "The data folder is not empty. Choose an empty one with --data; nothing is ever restored over data that stands.",
        BackupTrouble.DatabaseInUse => "The PostgreSQL database is not empty. Choose an empty one with --database; nothing is ever restored over data that stands.",
        BackupTrouble.NeedsPostgres => "This backup is of a PostgreSQL database. Name an empty one with --database.",
        BackupTrouble.NeedsSqlite => "This backup is of the embedded database. Restore it without --database.",
        BackupTrouble.NoSpace => "There is not enough room on the disk. Make room, or choose another place.",
        BackupTrouble.NothingToRollBack => "There is no backup that was made before an upgrade. Nothing was changed.",
        BackupTrouble.FileMissing => "There is no such file.",
        BackupTrouble.NoCodeSet => "No recovery code is set yet. Open Administration, Backups, and set one: without it a backup opens only on this machine.",
        BackupTrouble.Running => "Pendopo is running on this data. Stop it first.",
        BackupTrouble.NoDatabase => "The database does not answer, or refuses. Check that it runs and that --database names the right host, user and database.",
        _ => "The backup cannot be written there. Check that the folder exists, that this user may write it and that the disk is not full.",
    };
}
