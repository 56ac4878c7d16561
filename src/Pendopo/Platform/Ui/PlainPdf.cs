using System.Globalization;
using System.Text;

namespace Pendopo.Platform.Ui;

/// <summary>
/// A PDF of plain text: headings, paragraphs and lines with a name, black on white, A4, with page numbers. It uses Helvetica, which every reader brings along
/// (PDF 1.7, ISO 32000-1 section 9.6.2.2), so no font file is needed on the machine and none is carried. Signs beyond Windows-1252 become their plain letter or "?".
/// </summary>
internal sealed class PlainPdf(string title, string language)
{
    private const double Width = 595, Height = 842, Margin = 56, Foot = 40;

    // Helvetica's advance widths of the signs 32 to 126 in thousandths (Adobe Core 14 AFM); others are taken as an average letter.
    private static readonly int[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    // What Windows-1252 has beyond Latin-1, as far as our texts use it.
    private static readonly Dictionary<char, byte> Further = new() { ['€'] = 0x80, ['…'] = 0x85, ['‘'] = 0x91, ['’'] = 0x92, ['“'] = 0x93, ['”'] = 0x94, ['•'] = 0x95, ['–'] = 0x96, ['—'] = 0x97 };

    private readonly List<StringBuilder> pages = [];
    private double y;

    public PlainPdf Head(string text) => Write(text, 17, bold: true, before: 4);

    public PlainPdf Section(string text) => Write(text, 12.5, bold: true, before: 14);

    public PlainPdf Text(string text) => Write(text, 10.5, bold: false, before: 5);

    public PlainPdf Line(string name, string value) => Write($"{name}: {value}", 10.5, bold: false, before: 3);

    /// <summary>The file.</summary>
    public byte[] Bytes()
    {
        var (file, at) = (new MemoryStream(), new List<long>());
        void Put(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Object(string body)
        {
            at.Add(file.Position);
            Put($"{at.Count} 0 obj\n{body}\nendobj\n");
        }
        Put("%PDF-1.7\n%âãÏÓ\n");
        var kids = string.Join(' ', pages.Select((_, page) => $"{6 + (page * 2)} 0 R"));
        Object($"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >> >>");
        Object($"<< /Type /Pages /Kids [{kids}] /Count {pages.Count} >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        Object($"<< /Title ({Escaped(title)}) /Producer (Pendopo) >>");
        for (var page = 0; page < pages.Count; page++)
        {
            Object(FormattableString.Invariant($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {7 + (page * 2)} 0 R >>"));
            var content = pages[page] + Shown($"{page + 1} / {pages.Count}", Margin, Foot, 9, bold: false);
            Object($"<< /Length {Encoding.Latin1.GetByteCount(content)} >>\nstream\n{content}\nendstream");
        }
        var table = file.Position;
        Put($"xref\n0 {at.Count + 1}\n0000000000 65535 f \n{string.Concat(at.Select(offset => offset.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n"))}");
        Put($"trailer\n<< /Size {at.Count + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    private PlainPdf Write(string text, double size, bool bold, double before)
    {
        y -= before;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').SelectMany(paragraph => Wrapped(paragraph, size, bold)))
        {
            if (pages.Count == 0 || y - (size * 1.4) < Foot + 20)
            {
                pages.Add(new());
                y = Height - Margin;
            }
            y -= size * 1.4;
            pages[^1].Append(Shown(line, Margin, y, size, bold));
        }
        return this;
    }

    private static string Shown(string text, double x, double y, double size, bool bold) =>
        FormattableString.Invariant($"BT /F{(bold ? 2 : 1)} {size} Tf {x} {y:0.##} Td ({Escaped(text)}) Tj ET\n");

    private static IEnumerable<string> Wrapped(string text, double size, bool bold)
    {
        var room = (Width - (2 * Margin)) * 1000 / size / (bold ? 1.08 : 1);
        var line = new StringBuilder();
        foreach (var word in text.Split(' ').SelectMany(word => Pieces(word, room)))
        {
            if (line.Length > 0 && WidthOf(line.ToString()) + 278 + WidthOf(word) > room)
            {
                yield return line.ToString();
                line.Clear();
            }
            if (line.Length > 0)
                line.Append(' ');
            line.Append(word);
        }
        yield return line.ToString();
    }

    // A word that fits on no line, such as an address, is cut.
    private static IEnumerable<string> Pieces(string word, double room)
    {
        const int Sure = 40;
        return WidthOf(word) <= room ? [word] : word.Chunk(Sure).Select(piece => new string(piece));
    }

    private static double WidthOf(string text) => text.Sum(sign => sign is >= ' ' and <= '~' ? Widths[sign - ' '] : 556);

    // ISO 32000-1 section 7.3.4.2: brackets and backslashes of a literal string are escaped, and so is all that is no plain ASCII.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var sign in text.Normalize(NormalizationForm.FormC))
        {
            var code = Further.TryGetValue(sign, out var further) ? further : sign <= 0xFF ? (byte)sign : Plain(sign);
            if (code is (byte)'(' or (byte)')' or (byte)'\\')
                escaped.Append('\\').Append((char)code);
            else if (code is >= 0x20 and < 0x7F)
                escaped.Append((char)code);
            else if (code >= 0xA0 || Further.ContainsKey(sign))
                escaped.Append('\\').Append(Convert.ToString(code, 8).PadLeft(3, '0'));
        }
        return escaped.ToString();
    }

    private static byte Plain(char sign)
    {
        var first = char.IsSurrogate(sign) ? '?' : sign.ToString().Normalize(NormalizationForm.FormD)[0];
        return first < 0x7F ? (byte)first : (byte)'?';
    }
}
