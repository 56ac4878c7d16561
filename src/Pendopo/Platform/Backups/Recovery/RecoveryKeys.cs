using System.Security.Cryptography;
using System.Text.Json;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Backups.Recovery;

/// <summary>The key that the recovery code stands for, with what a restore needs to derive it again.</summary>
internal sealed record RecoveryKey(byte[] Key, byte[] Salt, int Iterations);

/// <summary>Keeps the derived key, sealed by the house, so that every night's backup can be locked for it. The code itself is kept nowhere.</summary>
public sealed class RecoveryKeys
{
    private const string Purpose = "recovery-key";
    private readonly HouseKey house;
    private readonly SettingsBook settings;
    private readonly EarlySettings early;
    private readonly PendopoDb db;
    private readonly AuditBook audit;

    internal RecoveryKeys(HouseKey house, SettingsBook settings, EarlySettings early, PendopoDb db, AuditBook audit) =>
        (this.house, this.settings, this.early, this.db, this.audit) = (house, settings, early, db, audit);

    /// <summary>Whether a code was shown and typed back.</summary>
    public async Task<bool> IsSet(CancellationToken cancel) => await early.Read(SettingKeys.BackupRecovery, cancel) is not null;

    /// <summary>From now on backups open with this code; it was typed back by who keeps it.</summary>
    public async Task Set(string code, CancellationToken cancel)
    {
        var salt = RecoveryCode.NewSalt();
        var key = RecoveryCode.Derive(code, salt, RecoveryCode.Iterations);
        await settings.Write(SettingKeys.BackupRecovery, JsonSerializer.Serialize(new Kept(salt, RecoveryCode.Iterations, house.Seal(Purpose, key))), cancel);
        audit.Note("backup.code", "installation");
        await db.SaveChangesAsync(cancel);
    }

    internal async Task<RecoveryKey?> Read(CancellationToken cancel)
    {
        if (await early.Read(SettingKeys.BackupRecovery, cancel) is not { } json)
            return null;
        var kept = JsonSerializer.Deserialize<Kept>(json)!;
        try
        {
            return new(house.Open(Purpose, kept.Sealed), kept.Salt, kept.Iterations);
        }
        catch (CryptographicException)
        {
            // The house key was lost and made anew: the code has to be set again, which the banner says.
            return null;
        }
    }

    private sealed record Kept(byte[] Salt, int Iterations, byte[] Sealed);
}
