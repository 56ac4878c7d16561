using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Backups.Recovery;

namespace Pendopo.Platform.Backups.Container;

/// <summary>With what a backup is opened: the recovery code, or this installation's own house key.</summary>
internal sealed class BackupUnlock
{
    // A header may be forged to keep the machine busy: nobody needs more rounds than this.
    private const int MostIterations = 10_000_000;
    private readonly Func<BackupHeader, byte[]> open;

    private BackupUnlock(Func<BackupHeader, byte[]> open) => this.open = open;

    public byte[] FileKey(BackupHeader header) => open(header);

    /// <param name="code">In its one form (<see cref="RecoveryCode.Parse"/>).</param>
    public static BackupUnlock ByCode(string code) => new(header =>
    {
        var slot = header.Slots.FirstOrDefault(slot => slot.Kind == KeySlot.Code) ?? throw new BackupException(BackupTrouble.NoCode);
        if (slot.Iterations is < 1 or > MostIterations)
            throw new BackupException(BackupTrouble.HeaderDamaged);
        return slot.Open(RecoveryCode.Derive(code, slot.Salt, slot.Iterations), header.Id) ?? throw new BackupException(BackupTrouble.WrongCode);
    });

    public static BackupUnlock ByHouse(HouseKey house) => new(header =>
        header.Slots.FirstOrDefault(slot => slot.Kind == KeySlot.House)?.Open(house.For(MakeBackup.HousePurpose), header.Id) ?? throw new BackupException(BackupTrouble.OtherHouse));
}
