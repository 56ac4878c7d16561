using System.Globalization;
using System.Text;

namespace Pendopo.Publishing.Infographics;

/// <summary>How wide words become before they are drawn. Pure.</summary>
/// <remarks>Nobody knows which font draws them, so each letter counts as wide as in the widest of three (advance widths of DejaVu Sans 2.37, Noto Sans 2.0 and Liberation Sans 2.1): in the others the line is shorter.</remarks>
internal static class TextMeasure
{
    // Thousandths of the size, from the space to the tilde.
    private static readonly short[] Plain =
    [
        318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 551, 838, 318, 361, 318, 372, 637, 637, 637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 685, 687, 723, 771, 667, 611, 778, 752,
        339, 500, 667, 558, 907, 760, 788, 667, 788, 723, 667, 611, 732, 685, 989, 686, 667, 686, 391, 372, 391, 838, 557, 500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612, 635, 635,
        413, 521, 393, 634, 592, 818, 592, 592, 525, 637, 551, 637, 838,
    ];

    private static readonly short[] Bold =
    [
        349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 545, 838, 380, 416, 380, 413, 696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611, 1000, 774, 763, 734, 831, 684, 684, 821, 837,
        389, 557, 775, 638, 996, 837, 851, 733, 851, 771, 721, 683, 813, 774, 1104, 771, 725, 726, 458, 413, 458, 838, 557, 500, 675, 716, 593, 716, 679, 436, 716, 712, 343, 343, 666, 343, 1042, 712, 688, 716, 716,
        494, 596, 479, 712, 652, 924, 646, 652, 583, 712, 551, 712, 838,
    ];

    // Wider than any letter of these fonts: signs that the table does not know may be anything.
    private const int Unknown = 1_100;

    public static double Width(string text, double size, bool bold)
    {
        var width = 0;
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
            width += Of(rune, bold ? Bold : Plain);
        return width * size / 1000;
    }

    /// <summary>The text in lines that fit a width; a word wider than that is cut between letters.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size, bool bold)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width, size, bold)))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && Width(longer, size, bold) > width)
                {
                    lines.Add(line);
                    longer = word;
                }
                line = longer;
            }
            if (line.Length > 0)
                lines.Add(line);
        }
        return lines;
    }

    private static IEnumerable<string> Pieces(string word, double width, double size, bool bold)
    {
        if (Width(word, size, bold) <= width)
        {
            yield return word;
            yield break;
        }
        var piece = "";
        var letters = StringInfo.GetTextElementEnumerator(word);
        while (letters.MoveNext())
        {
            if (piece.Length > 0 && Width(piece + letters.GetTextElement(), size, bold) > width)
            {
                yield return piece;
                piece = "";
            }
            piece += letters.GetTextElement();
        }
        yield return piece;
    }

    private static int Of(Rune rune, short[] widths) => rune.Value switch
    {
        >= ' ' and <= '~' => widths[rune.Value - ' '],
        '\u00a0' => widths[0],
        '\u2018' or '\u2019' => 380,
        '\u2013' => 557,
        '\u201c' or '\u201d' => 658,
        '\u2022' or '\u00b0' => 640,
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format => 0,
        _ => Unknown,
    };
}
