using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pendopo.Channels.X;

/// <summary>How long words are to X: 280 by weight (twitter-text, configuration v3). An address is 23, an emoji 2 however it is put together, letters of the
/// first ranges 1, all others 2, after the letters were composed (NFC).</summary>
internal static partial class XLength
{
    public const int Most = 280, Address = 23;

    /// <summary>0 for no words.</summary>
    public static int Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (weight, at, plain) = (0, 0, text.Normalize(NormalizationForm.FormC));
        foreach (Match found in Link().Matches(plain))
        {
            weight += Letters(plain[at..found.Index]);
            // Which bare names count as addresses nobody outside of X knows for sure: the longer count holds.
            weight += IsAddress(found) ? Address : Math.Max(Address, Letters(found.Value));
            at = found.Index + found.Length;
        }
        return weight + Letters(plain[at..]);
    }

    /// <summary>Whether X sees an address in it, and asks for one.</summary>
    public static bool HasLink(string text) => Link().IsMatch(text);

    private static bool IsAddress(Match found) => found.Value.StartsWith("http", StringComparison.OrdinalIgnoreCase) && found.Value.Contains("://", StringComparison.Ordinal);

    private static int Letters(string text)
    {
        var (weight, reader) = (0, StringInfo.GetTextElementEnumerator(text));
        while (reader.MoveNext())
            weight += Weight(reader.GetTextElement());
        return weight;
    }

    private static int Weight(string element)
    {
        var weight = 0;
        foreach (var rune in element.EnumerateRunes())
        {
            if (IsEmoji(rune.Value))
                return 2;
            weight += IsLight(rune.Value) ? 1 : 2;
        }
        return weight;
    }

    // Pictographs, the mark that shows a sign as a picture, and the frame of a key.
    private static bool IsEmoji(int letter) => letter is >= 0x1F000 and <= 0x1FAFF or 0xFE0F or 0x20E3;

    private static bool IsLight(int letter) => letter is <= 4351 or (>= 8192 and <= 8205) or (>= 8208 and <= 8223) or (>= 8242 and <= 8247);

    // The mark that ends a sentence belongs to the sentence.
    [GeneratedRegex(@"https?://[^\s<>""]*[^\s<>""'.,;:!?)\]]|(?<![\p{L}\p{N}_@.$#/-])([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?![\p{L}\p{N}_@])(/[^\s<>""]*[^\s<>""'.,;:!?)\]])?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
