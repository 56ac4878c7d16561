using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Pendopo.Platform.Backups.Keys;

namespace Pendopo.Platform.Backups.Container;

/// <summary>What a backup says of itself before it is opened. No secret and no personal data.</summary>
internal sealed record BackupHeader
{
    public required Guid Id { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    /// <summary>Version of the program that made it.</summary>
    public required string Program { get; init; }
    /// <summary>The last schema step of the database in it.</summary>
    public required string Schema { get; init; }
    /// <summary>Bytes of database and files, unpacked, about.</summary>
    public required long Bytes { get; init; }
    public required DatabaseKind Database { get; init; }
    public required BackupReason Reason { get; init; }
    /// <summary>The ways to open it, each holding the file's key.</summary>
    public required IReadOnlyList<KeySlot> Slots { get; init; }
}

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<DatabaseKind>))]
internal enum DatabaseKind { Sqlite, Postgres }

/// <summary>Why a backup was made.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<BackupReason>))]
public enum BackupReason { Nightly, Asked, Upgrade, Rollback }

/// <summary>The file's key, wrapped.</summary>
/// <param name="Kind">`code`: by the recovery code. `house`: by the house key, for this installation's own tests and rollbacks.</param>
/// <param name="Iterations">Rounds of PBKDF2-HMAC-SHA512; 0 for the house.</param>
internal sealed record KeySlot(string Kind, int Iterations, byte[] Salt, byte[] Wrapped)
{
    public const string Code = "code", House = "house";

    public static KeySlot Of(string kind, byte[] wrapping, ReadOnlySpan<byte> fileKey, Guid file, int iterations = 0, byte[]? salt = null) =>
        new(kind, iterations, salt ?? [], SealedBytes.Seal(wrapping, fileKey, About(kind, file)));

    /// <summary>The file's key, or null when the wrapping key is not the one.</summary>
    public byte[]? Open(byte[] wrapping, Guid file)
    {
        try
        {
            return SealedBytes.Open(wrapping, Wrapped, About(Kind, file));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] About(string kind, Guid file) => System.Text.Encoding.ASCII.GetBytes($"{kind}:{file:N}");
}

/// <summary>The head of the file: 16 bytes that name the format, its version, the header with its length and its SHA-256.
/// The checksum tells a damaged header from a wrong code; that it was not changed on purpose is proved by every sealed chunk, which is bound to it.</summary>
internal static class HeaderFormat
{
    public const ushort Version = 1;
    private const int LongestHeader = 64 * 1024;
    private static readonly JsonSerializerOptions Strict = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private static ReadOnlySpan<byte> Magic => "PENDOPO BACKUP\r\n"u8;

    public static byte[] Write(Stream file, BackupHeader header)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var fixedPart = new byte[Magic.Length + 6];
        Magic.CopyTo(fixedPart);
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart.AsSpan(Magic.Length), Version);
        BinaryPrimitives.WriteInt32BigEndian(fixedPart.AsSpan(Magic.Length + 2), json.Length);
        byte[] all = [.. fixedPart, .. json];
        var hash = SHA256.HashData(all);
        file.Write(all);
        file.Write(hash);
        return hash;
    }

    /// <summary>Reads the head; throws a <see cref="BackupException"/> that says what is wrong with it.</summary>
    public static (BackupHeader Header, byte[] Hash) Read(Stream file)
    {
        var start = Take(file, Magic.Length + 6);
        if (!start.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new BackupException(BackupTrouble.NotABackup);
        if (BinaryPrimitives.ReadUInt16BigEndian(start.AsSpan(Magic.Length)) > Version)
            throw new BackupException(BackupTrouble.Newer);
        var length = BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(Magic.Length + 2));
        if (length is <= 0 or > LongestHeader)
            throw new BackupException(BackupTrouble.HeaderDamaged);
        var json = Take(file, length);
        var hash = SHA256.HashData([.. start, .. json]);
        if (!hash.AsSpan().SequenceEqual(Take(file, hash.Length)))
            throw new BackupException(BackupTrouble.HeaderDamaged);
        try
        {
            var header = JsonSerializer.Deserialize<BackupHeader>(json, Strict);
            return header is null || header.Slots.Any(slot => slot is null) ? throw new BackupException(BackupTrouble.HeaderDamaged) : (header, hash);
        }
        catch (JsonException)
        {
            throw new BackupException(BackupTrouble.Newer);
        }
    }

    private static byte[] Take(Stream file, int length)
    {
        var bytes = new byte[length];
        return file.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : throw new BackupException(BackupTrouble.Truncated);
    }
}
