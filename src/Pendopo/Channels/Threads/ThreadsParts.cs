using System.Buffers.Binary;
using System.Security.Cryptography;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Threads;

/// <summary>The parts of a post that is a thread: each has a key that lasts, and the post's mark names them all.</summary>
internal static class ThreadsParts
{
    private const string Name = "parts,";

    /// <summary>The lasting key of a part, from 1.</summary>
    public static Guid KeyOf(Guid post, int part)
    {
        Span<byte> told = stackalloc byte[20];
        post.TryWriteBytes(told);
        BinaryPrimitives.WriteInt32BigEndian(told[16..], part);
        return new(SHA256.HashData(told).AsSpan(0, 16));
    }

    /// <summary>Where the post stands, with what stands below it.</summary>
    public static RemoteRef Mark(RemoteRef root, IReadOnlyList<string> ids) => ids.Count == 1 ? root : root with { Version = Name + string.Join(',', ids.Skip(1)) };

    /// <summary>Everything that stands of a post, in its order.</summary>
    public static IReadOnlyList<string> Of(RemoteRef remote) =>
        remote.Version?.StartsWith(Name, StringComparison.Ordinal) == true ? [remote.Id, .. remote.Version[Name.Length..].Split(',', StringSplitOptions.RemoveEmptyEntries)] : [remote.Id];
}
