using System.Text;

namespace Pendopo.Text.Words;

/// <summary>Which code points are picture signs: the blocks of Unicode 15 that hold emoji; good enough to count and compare them.</summary>
public static class Emojis
{
    /// <summary>True when the one code point given is a picture sign. An empty span or an unpaired surrogate is none.</summary>
    public static bool IsEmoji(ReadOnlySpan<char> sign)
    {
        if (Rune.DecodeFromUtf16(sign, out var rune, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        return rune.Value is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2B00 and <= 0x2BFF) or 0x2764 or 0x203C or 0x2049 or 0x3030;
    }
}
