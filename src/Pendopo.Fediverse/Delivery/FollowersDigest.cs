using System.Security.Cryptography;
using System.Text;

namespace Pendopo.Fediverse.Delivery;

/// <summary>
/// FEP-8fcf: with each followers-only post a server is told who of its people we hold for followers, so that it can put
/// right what was lost, and no post goes to somebody who left.
/// </summary>
public static class FollowersDigest
{
    /// <summary>The exclusive-or of the SHA-256 of each id, in lower-case hex; 64 zeros for none.</summary>
    public static string Of(IEnumerable<string> followers)
    {
        ArgumentNullException.ThrowIfNull(followers);
        Span<byte> sum = stackalloc byte[32];
        Span<byte> one = stackalloc byte[32];
        sum.Clear();
        foreach (var follower in followers)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(follower), one);
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] ^= one[i];
            }
        }

        return Convert.ToHexStringLower(sum);
    }

    /// <summary>The header <c>Collection-Synchronization</c>.</summary>
    /// <param name="collection">The followers collection.</param>
    /// <param name="partial">The address of the part that concerns the receiving host.</param>
    /// <param name="followers">The ids of that part.</param>
    public static string Header(string collection, string partial, IEnumerable<string> followers) =>
        $"collectionId=\"{collection}\", url=\"{partial}\", digest=\"{Of(followers)}\"";
}
