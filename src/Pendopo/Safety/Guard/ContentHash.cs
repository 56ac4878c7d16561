using System.Security.Cryptography;
using System.Text;
using Pendopo.Platform.Exits;

namespace Pendopo.Safety.Guard;

/// <summary>Names words by what they say: a release holds for exactly these words and falls with the next change of a letter.</summary>
internal static class ContentHash
{
    public static string Of(IReadOnlyList<LeavingText> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            // Lengths keep ("ab", "c") and ("a", "bc") apart.
            hash.AppendData(BitConverter.GetBytes(text.Part.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(text.Part));
            hash.AppendData(BitConverter.GetBytes(text.Text.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(text.Text));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
