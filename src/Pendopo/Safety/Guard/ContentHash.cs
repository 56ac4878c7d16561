using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Pendopo.Platform.Exits;

namespace Pendopo.Safety.Guard;

/// <summary>Names words by what they say: a release holds for exactly these words and falls with the next change of a letter.</summary>
internal static class ContentHash
{
    public static string Of(IReadOnlyList<LeavingText> texts)
    {
        var most = 0;
        foreach (var text in texts)
            most += 2 * sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Part.Length) + Encoding.UTF8.GetMaxByteCount(text.Text.Length);
        // All at once: a hash that grows needs an object of the C library for each question, and a page asks several.
        var bytes = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var at = 0;
            foreach (var text in texts)
            {
                // Lengths keep ("ab", "c") and ("a", "bc") apart.
                at += Write(bytes.AsSpan(at), text.Part);
                at += Write(bytes.AsSpan(at), text.Text);
            }
            return Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, at)));
        }
        finally
        {
            // Words that may name a person do not lie in a shared buffer.
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    private static int Write(Span<byte> to, string text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to, text.Length);
        return sizeof(int) + Encoding.UTF8.GetBytes(text, to[sizeof(int)..]);
    }
}
