using System.Security.Cryptography;
using System.Text;

namespace Pendopo.Platform.Backups.Keys;

/// <summary>The one key under which every secret of the data folder lies. It is kept wrapped by the machine's installation key, so that the
/// latter can be moved or changed by wrapping 32 bytes anew; a backup carries it, a restored machine wraps it with its own.</summary>
internal sealed class HouseKey
{
    public const string FileName = "house.key";
    private const string Wrapping = "house";
    private readonly Lazy<(byte[] Key, KeySource Source)> opened;

    public HouseKey(Installation installation, IConfiguration settings) => opened = new(() => OpenOrMake(installation, settings));

    /// <summary>The key itself, for a backup that seals it again.</summary>
    public ReadOnlySpan<byte> Bytes => opened.Value.Key;

    /// <summary>Where the installation key was found that opened it.</summary>
    public KeySource Source => opened.Value.Source;

    /// <summary>Seals with a key of the purpose's own.</summary>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> plain) => SealedBytes.Seal(For(purpose), plain, Encoding.UTF8.GetBytes(purpose));

    /// <summary>Opens what was sealed for the purpose; throws a <see cref="CryptographicException"/> when it was not, or was changed.</summary>
    public byte[] Open(string purpose, ReadOnlySpan<byte> sealedBytes) => SealedBytes.Open(For(purpose), sealedBytes, Encoding.UTF8.GetBytes(purpose));

    /// <summary>A key of its own for a purpose (HKDF, RFC 5869).</summary>
    public byte[] For(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, opened.Value.Key, InstallationKey.Size, info: Encoding.UTF8.GetBytes("pendopo:" + purpose));

    /// <summary>Keeps a house key that came out of a backup, wrapped with this machine's own key.</summary>
    public static void Keep(string keysFolder, IConfiguration settings, ReadOnlySpan<byte> key)
    {
        PrivateFiles.Folder(keysFolder);
        var own = InstallationKey.Configured(settings) ?? InstallationKey.InFolder(keysFolder) ?? InstallationKey.MakeInFolder(keysFolder);
        Wrap(keysFolder, own, key);
    }

    private static (byte[], KeySource) OpenOrMake(Installation installation, IConfiguration settings)
    {
        var folder = installation.KeysFolder;
        PrivateFiles.Folder(folder);
        var file = Path.Combine(folder, FileName);
        var (configured, beside) = (InstallationKey.Configured(settings), InstallationKey.InFolder(folder));
        var shared = installation.OnPostgres ? SharedHouseKey.Read(installation.ConnectionString!) : null;
        if (shared is null && !File.Exists(file))
        {
            var own = configured ?? beside ?? InstallationKey.MakeInFolder(folder);
            PrivateFiles.WriteNew(file, SealedBytes.Seal(own.Bytes, RandomNumberGenerator.GetBytes(InstallationKey.Size), Encoding.ASCII.GetBytes(Wrapping)));
        }
        // Nodes on one PostgreSQL hold one house key: the first to come leaves its own there.
        if (installation.OnPostgres)
            shared ??= SharedHouseKey.Keep(installation.ConnectionString!, File.ReadAllBytes(file), replace: false);
        var wrapped = shared ?? File.ReadAllBytes(file);
        if (configured is not null && Unwrap(configured, wrapped) is { } key)
            return (key, configured.Source);
        if ((beside ?? InstallationKey.InFolder(folder)) is not { } local || Unwrap(local, wrapped) is not { } found)
            throw new InstallationKeyException($"The keys cannot be opened: the installation key is missing or another one. Give back the one they were locked with (--key-file, PENDOPO_KEY or the systemd credential {InstallationKey.CredentialName}; every node the same), or restore a backup with the recovery code.");
        if (configured is null)
            return (found, KeySource.DataFolder);
        // The operator took the key out of the data folder: from now on only that one opens the house.
        Wrap(folder, configured, found);
        if (shared is not null)
            SharedHouseKey.Keep(installation.ConnectionString!, File.ReadAllBytes(file), replace: true);
        File.Delete(Path.Combine(folder, InstallationKey.FileName));
        return (found, configured.Source);
    }

    private static void Wrap(string folder, InstallationKey own, ReadOnlySpan<byte> key) =>
        PrivateFiles.Replace(Path.Combine(folder, FileName), SealedBytes.Seal(own.Bytes, key, Encoding.ASCII.GetBytes(Wrapping)));

    private static byte[]? Unwrap(InstallationKey own, byte[] wrapped)
    {
        try
        {
            return SealedBytes.Open(own.Bytes, wrapped, Encoding.ASCII.GetBytes(Wrapping));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
