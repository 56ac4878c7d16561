using Pendopo.Fediverse.Signatures;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>Keys of people on other servers. To find the primes of one takes a tenth of a second, and hundreds of tests need some, so a
/// few dozen are made once and handed out in turn: no test needs so many that it meets one of its own again.</summary>
internal static class PeerKeys
{
    private static readonly Lazy<string>[] Made = [.. Enumerable.Range(0, 32).Select(_ => new Lazy<string>(Make))];
    private static int turn;

    /// <summary>Another key than the 31 handed out before it, under this name.</summary>
    public static SigningKey Next(string keyId) =>
        SigningKey.FromPem(keyId, Made[(uint)Interlocked.Increment(ref turn) % Made.Length].Value);

    private static string Make()
    {
        using var key = SigningKey.Generate("");
        return key.ExportPrivateKeyPem();
    }
}
