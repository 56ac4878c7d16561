using System.Security.Cryptography;

namespace Pendopo.Platform.Backups.Keys;

/// <summary>Where the installation key was found: a setting, a file that the operator keeps, a credential of systemd, or the data folder.</summary>
internal enum KeySource { Setting, File, Credential, DataFolder }

/// <summary>The key of this machine, which opens the house key. It never leaves the machine: no backup holds it.</summary>
/// <param name="Bytes">32 bytes.</param>
internal sealed record InstallationKey(byte[] Bytes, KeySource Source)
{
    public const int Size = 32;
    public const string FileName = "installation.key", CredentialName = "pendopo.key";

    /// <summary>Names the place and never the key.</summary>
    public override string ToString() => $"installation key ({Source})";

    /// <summary>The key that the operator keeps outside the data folder; null when none is configured. A place that is named and holds no
    /// key throws: going on with another key would lock everybody out.</summary>
    public static InstallationKey? Configured(IConfiguration settings)
    {
        if (settings["key"] is { Length: > 0 } text)
            return new(Parse(text, "PENDOPO_KEY"), KeySource.Setting);
        if (settings["key-file"] is { Length: > 0 } file)
            return new(Parse(ReadFile(file), file), KeySource.File);
        // systemd.exec(5), LoadCredential=: files that only this unit can read.
        if (Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder && File.Exists(Path.Combine(folder, CredentialName)))
            return new(Parse(File.ReadAllText(Path.Combine(folder, CredentialName)), CredentialName), KeySource.Credential);
        return null;
    }

    /// <summary>The key in the data folder, beside what it opens; null when there is none.</summary>
    public static InstallationKey? InFolder(string keysFolder)
    {
        var file = Path.Combine(keysFolder, FileName);
        return File.Exists(file) ? new(Parse(File.ReadAllText(file), file), KeySource.DataFolder) : null;
    }

    public static InstallationKey MakeInFolder(string keysFolder)
    {
        PrivateFiles.WriteNew(Path.Combine(keysFolder, FileName), System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)) + "\n"));
        return InFolder(keysFolder) ?? throw new InstallationKeyException("The installation key was written and cannot be read back.");
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InstallationKeyException($"The installation key should be in {file}, and that file cannot be read.");
        }
    }

    private static byte[] Parse(string text, string where)
    {
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Size
            ? bytes[..length].ToArray()
            : throw new InstallationKeyException($"{where} does not hold an installation key: 32 bytes in Base64, as `openssl rand -base64 32` prints them.");
    }
}

/// <summary>The keys cannot be opened; the message says what to do and holds no key.</summary>
public sealed class InstallationKeyException(string message) : Exception(message);
