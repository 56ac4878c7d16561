using Pendopo.Platform.Ui;
using Pendopo.Publishing.Infographics;

namespace Pendopo.Publishing.Walls;

/// <summary>What a poster shows.</summary>
/// <param name="Picture">A data address of the picture, or null.</param>
/// <param name="Ratio">Width of the picture through its height.</param>
internal sealed record PosterWords(string Title, string Words, string Phone, string? Picture, double Ratio);

/// <summary>Draws a post as a poster: roof and name above, headline as large as it fits, picture and few words, a large code below. Pure.</summary>
internal static class PosterSheet
{
    // The joglo's silhouette, as the pages have it.
    private const string Roof = "M240 3Q247 7 256 7H344Q353 7 360 3Q366 16 386 28H214Q234 16 240 3ZM208 31H392Q424 39 464 45H136Q176 39 208 31ZM124 48H476Q530 53 600 54L600 58H0V54Q70 53 124 48Z";
    private const double Head = 236, Code = 270, Foot = 344, Gap = 30, Room = Sheet.Width - (2 * Sheet.Margin);
    private const double LargestTitle = 108, LeastTitle = 50, LargestWords = 46, LeastWords = 30, LeastPicture = 240;

    /// <summary>The poster as SVG; what does not fit of the words ends with an ellipsis, for the page behind the code says the rest.</summary>
    public static string Of(PosterWords words, SheetFrame frame)
    {
        var sheet = new Sheet(frame);
        sheet.Box(0, 0, Sheet.Width, frame.Height, Sheet.Paper, 0);
        sheet.Fill(Roof, frame.Teak, 0, 36, Sheet.Width / 600.0);
        sheet.Line(frame.Centre, Sheet.Width / 2.0, 196, Math.Min(44, 44 * Room / Math.Max(TextMeasure.Width(frame.Centre, 44, true), 1)), frame.Teak, bold: true, anchor: "middle");
        var room = frame.Height - Foot - Head - Gap;
        var (title, titleSize) = Fitted(words.Title, LargestTitle, LeastTitle, bold: true, room * (words.Picture is null ? 0.6 : 0.36));
        var left = room - Height(title, titleSize) - Gap;
        var (said, saidSize) = Fitted(words.Words, LargestWords, LeastWords, bold: false, words.Picture is null ? left : left - LeastPicture - Gap);
        var y = Head;
        sheet.Lines(title, Sheet.Margin, y, titleSize, Sheet.Ink, bold: true);
        y += Height(title, titleSize) + Gap;
        if (words.Picture is { } picture)
            y = Picture(sheet, picture, words.Ratio, y, left - Height(said, saidSize) - Gap);
        sheet.Lines(said, Sheet.Margin, y, saidSize, Sheet.Ink);
        Below(sheet, words);
        return sheet.Close($"{words.Title}. {words.Words}");
    }

    private static double Picture(Sheet sheet, string picture, double ratio, double y, double room)
    {
        var (width, height) = Room / ratio <= room ? (Room, Room / ratio) : (room * ratio, room);
        sheet.Image(picture, (Sheet.Width - width) / 2, y, width, height);
        return y + height + Gap;
    }

    private static (IReadOnlyList<string> Lines, double Size) Fitted(string text, double largest, double least, bool bold, double room)
    {
        for (var size = largest; size > least; size -= 2)
        {
            if (TextMeasure.Wrap(text, Room, size, bold) is var lines && Height(lines, size) <= room)
                return (lines, size);
        }
        var most = Math.Max((int)(room / Sheet.LineHeight(least)), 1);
        var all = TextMeasure.Wrap(text, Room, least, bold);
        return (all.Count <= most ? all : [.. all.Take(most - 1), all[most - 1].TrimEnd(' ', ',', '.', ';', ':') + "…"], least);
    }

    private static double Height(IReadOnlyList<string> lines, double size) => Sheet.LineHeight(size) * lines.Count;

    private static void Below(Sheet sheet, PosterWords words)
    {
        var frame = sheet.Frame;
        var top = frame.Height - Foot + 10.0;
        sheet.Box(0, top - 10, Sheet.Width, 4, frame.Teak, 0);
        var (path, width) = QrCode.Of(frame.Link);
        sheet.Fill(path, "#000000", Sheet.Width - Sheet.Margin - Code + 14, top + 24, Code / width);
        var room = Room - Code - 24;
        sheet.Lines(TextMeasure.Wrap(WallText.In(frame.Language, "ScanToRead"), room, 46, true), Sheet.Margin, top + 44, 46, Sheet.Ink, bold: true);
        sheet.Lines([.. TextMeasure.Wrap(frame.Address, room, 30, false).Take(2)], Sheet.Margin, top + 118, 30, frame.Leaf);
        if (words.Phone.Length > 0)
            sheet.Line(words.Phone, Sheet.Margin, top + 250, 50, Sheet.Ink, bold: true);
    }
}
