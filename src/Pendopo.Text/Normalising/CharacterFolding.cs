using System.Globalization;
using System.Text;

namespace Pendopo.Text.Normalising;

/// <summary>Sign by sign: lower case, compatibility forms (Unicode normalisation form KC), accents off Latin letters, invisible signs out, stretching cut.</summary>
internal static class CharacterFolding
{
    public static void Fold(ReadOnlySpan<char> text, MappedBuffer output)
    {
        var last = '\0';
        var run = 0;
        for (var i = 0; i < text.Length;)
        {
            var before = output.Length;
            i += One(text, i, output);
            if (output.Length != before + 1 || output.Text[before] != last || !IsStretchable(last))
            {
                last = output.Length > before ? output.Text[^1] : last;
                run = 1;
            }
            else if (++run >= 3)
            {
                // Three and more equal letters are stretching and count once; two may be spelling and stay.
                output.Shorten(run == 3 ? before - 1 : before, i);
            }
        }
    }

    // Digits repeat in numbers ("1000"), signs in lines ("---"), and "www." begins an address.
    private static bool IsStretchable(char c) => char.IsLetter(c) && c != 'w';

    private static int One(ReadOnlySpan<char> text, int at, MappedBuffer output)
    {
        var c = text[at];
        if (char.IsAscii(c))
        {
            output.Add(char.ToLowerInvariant(c), at, at + 1);
            return 1;
        }

        if (Rune.DecodeFromUtf16(text[at..], out var rune, out var width) != System.Buffers.OperationStatus.Done)
        {
            output.Add('\uFFFD', at, at + width);
            return width;
        }

        switch (rune.Value)
        {
            case 0x2018 or 0x2019 or 0x02BC or 0x00B4:
                output.Add('\'', at, at + width);
                break;
            case 0x201C or 0x201D:
                output.Add('"', at, at + width);
                break;
            case 0xFE0F or 0x200D:
                break;
            default:
                Other(rune, at, width, output);
                break;
        }

        return width;
    }

    private static void Other(Rune rune, int at, int width, MappedBuffer output)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            return;
        }

        Span<char> lower = stackalloc char[2];
        var length = Rune.ToLowerInvariant(rune).EncodeToUtf16(lower);
        if (!Rune.IsLetterOrDigit(rune) && category != UnicodeCategory.OtherSymbol)
        {
            output.Add(Rune.IsWhiteSpace(rune) ? " " : lower[..length], at, at + width);
            return;
        }

        foreach (var part in new string(lower[..length]).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(part) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            length = Rune.ToLowerInvariant(part).EncodeToUtf16(lower);
            output.Add(lower[..length], at, at + width);
        }
    }
}
