using Pendopo.Platform.Ui;

namespace Pendopo.Publishing.Infographics;

/// <summary>A part of an infographic: how high it is, and how it is drawn from an upper edge on.</summary>
internal sealed record Part(double Height, Action<Sheet, double> Draw);

/// <summary>Draws an infographic: roof and name above, source and code below, the words between as large as they fit. Pure.</summary>
internal static class Drawing
{
    // The joglo's silhouette, as the pages have it.
    private const string Roof = "M240 3Q247 7 256 7H344Q353 7 360 3Q366 16 386 28H214Q234 16 240 3ZM208 31H392Q424 39 464 45H136Q176 39 208 31ZM124 48H476Q530 53 600 54L600 58H0V54Q70 53 124 48Z";
    private const double Head = 232, Foot = 236, Code = 172, Gap = 34;

    // Below, the smallest words would be under 12 px on a phone of 360 px (a third of the drawing).
    private const double Largest = 1.5, Least = 0.86, Step = 0.04;

    /// <summary>The picture as SVG; null when the words are too many to be read on it.</summary>
    public static string? Of(InfographicTemplate template, InfographicWords words, SheetFrame frame)
    {
        var room = frame.Height - Head - Foot - 40;
        for (var scale = Largest; scale >= Least - 0.001; scale -= Step)
        {
            var sheet = new Sheet(frame);
            var parts = Templates.Of(template, words, scale, sheet);
            var height = parts.Sum(part => part.Height) + Gap * scale * (parts.Count - 1);
            if (height <= room)
                return Draw(sheet, parts, words, scale, room - height);
        }
        return null;
    }

    /// <summary>The words as those hear them who do not see the picture.</summary>
    public static string Alt(InfographicWords words, string dont)
    {
        IEnumerable<string> said = [words.Title, .. words.Items, .. words.OtherItems.Select(item => $"{dont}: {item}")];
        var alt = string.Join(' ', said.Where(part => part.Length > 0).Select(part => part.TrimEnd() is [.., '.' or '?' or '!'] ended ? ended : part.TrimEnd() + "."));
        return alt.Length <= Contracts.PostWords.AltLength ? alt : alt[..(Contracts.PostWords.AltLength - 1)] + "…";
    }

    private static string Draw(Sheet sheet, IReadOnlyList<Part> parts, InfographicWords words, double scale, double left)
    {
        var frame = sheet.Frame;
        sheet.Fill(Roof, frame.Teak, 0, 36, Sheet.Width / 600.0);
        sheet.Line(frame.Centre, Sheet.Width / 2.0, 198, NameSize(frame.Centre), frame.Teak, bold: true, anchor: "middle");
        // What room is left goes between the parts first, then around them.
        var between = parts.Count < 2 ? 0 : Math.Min(left / (parts.Count + 1), 48);
        var y = Head + 20 + (left - between * (parts.Count - 1)) / 2;
        foreach (var part in parts)
        {
            part.Draw(sheet, y);
            y += part.Height + Gap * scale + between;
        }
        Below(sheet, words);
        return sheet.Close(Alt(words, Templates.Dont(frame.Language)));
    }

    private static void Below(Sheet sheet, InfographicWords words)
    {
        var frame = sheet.Frame;
        var top = frame.Height - Foot + 12.0;
        sheet.Box(0, frame.Height - Foot, Sheet.Width, Foot, Sheet.Paper, 0);
        sheet.Box(0, frame.Height - Foot, Sheet.Width, 3, frame.Teak, 0);
        var (path, width) = QrCode.Of(frame.Link);
        sheet.Fill(path, Sheet.Ink, Sheet.Width - Sheet.Margin - Code + 12, top + 18, (Code + 12) / width);
        var room = Sheet.Width - Sheet.Margin * 2 - Code - 40.0;
        var address = TextMeasure.Wrap(frame.Address, room, 32, true);
        sheet.Lines([.. address.Take(2)], Sheet.Margin, top + 24, 32, frame.Leaf, bold: true);
        if (words.Source.Length > 0)
            sheet.Lines([.. TextMeasure.Wrap($"{Templates.Source(frame.Language)}: {words.Source}", room, 25, false).Take(3)], Sheet.Margin, top + 36 + Sheet.LineHeight(32) * Math.Min(address.Count, 2), 25, Sheet.Quiet);
    }

    private static double NameSize(string name) => Math.Min(44, 44 * (Sheet.Width - Sheet.Margin * 2) / Math.Max(TextMeasure.Width(name, 44, true), 1));
}
