using System.Globalization;

namespace Pendopo.Publishing.Infographics;

/// <summary>The six ways of building one, as parts at a scale. Pure.</summary>
internal static class Templates
{
    public const int MostPoints = 3, MostSteps = 5, MostDo = 4;
    private const double Room = Sheet.Width - Sheet.Margin * 2;

    public static IReadOnlyList<Part> Of(InfographicTemplate template, InfographicWords words, double scale, Sheet sheet) => template switch
    {
        InfographicTemplate.Points => [Title(words.Title, scale), .. words.Items.Select((item, index) => Numbered(item, index, scale, carded: true))],
        InfographicTemplate.Steps => [Title(words.Title, scale), .. words.Items.Select((item, index) => Numbered(item, index, scale, carded: false, last: index == words.Items.Count - 1))],
        InfographicTemplate.Number => [Title(words.Title, scale * 0.8), Giant(words.Items[0], scale), .. words.Items.Skip(1).Select(item => Text(item, 54 * scale))],
        InfographicTemplate.DoDont => [Title(words.Title, scale), Column(Do(sheet.Frame.Language), words.Items, scale, sheet.Frame.Leaf, sheet.Tint, ticked: true), Column(Dont(sheet.Frame.Language), words.OtherItems, scale, Sheet.Alarm, Sheet.AlarmTint, ticked: false)],
        InfographicTemplate.Quote => [Mark(scale), Text(words.Title, 62 * scale), .. words.Items.Select(item => Text("– " + item, 42 * scale, bold: true))],
        _ => [Title(words.Title, scale), .. words.Items.Select((item, index) => Labelled(Label(index, sheet.Frame.Language), item, scale))],
    };

    public static string Do(string language) => InfographicText.Say("Do", language);

    public static string Dont(string language) => InfographicText.Say("Dont", language);

    public static string Source(string language) => InfographicText.Say("Source", language);

    private static string Label(int index, string language) => InfographicText.Say(index switch { 0 => "When", 1 => "Where", _ => "Bring" }, language);

    private static Part Title(string text, double scale)
    {
        var size = 74 * scale;
        var lines = TextMeasure.Wrap(text, Room, size, true);
        return new(lines.Count * Sheet.LineHeight(size), (sheet, y) => sheet.Lines(lines, Sheet.Margin, y, size, Sheet.Ink, bold: true));
    }

    private static Part Text(string text, double size, bool bold = false)
    {
        var lines = TextMeasure.Wrap(text, Room, size, bold);
        return new(lines.Count * Sheet.LineHeight(size), (sheet, y) => sheet.Lines(lines, Sheet.Margin, y, size, bold ? sheet.Frame.Teak : Sheet.Ink, bold));
    }

    private static Part Giant(string number, double scale)
    {
        var size = Math.Min(300 * scale, 300 * Room / Math.Max(TextMeasure.Width(number, 300, true), 1));
        return new(size * 1.1, (sheet, y) => sheet.Line(number, Sheet.Margin, y + size * 0.92, size, sheet.Frame.Leaf, bold: true));
    }

    private static Part Mark(double scale) =>
        new(96 * scale, (sheet, y) => sheet.Fill("M0 60Q0 18 38 0L46 12Q22 28 24 44H44V92H0ZM62 60Q62 18 100 0L108 12Q84 28 86 44H106V92H62Z", sheet.Frame.Teak, Sheet.Margin, y, scale));

    private static Part Numbered(string text, int index, double scale, bool carded, bool last = false)
    {
        var (size, radius, pad) = (46 * scale, 40 * scale, carded ? 28 * scale : 6);
        var x = Sheet.Margin + pad + radius * 2 + 28 * scale;
        var lines = TextMeasure.Wrap(text, Sheet.Width - Sheet.Margin - pad - x, size, false);
        var height = Math.Max(lines.Count * Sheet.LineHeight(size), radius * 2) + pad * 2;
        return new(height, (sheet, y) =>
        {
            if (carded)
                sheet.Box(Sheet.Margin, y, Room, height, sheet.Tint);
            else if (!last)
                sheet.Box(Sheet.Margin + pad + radius - 3, y + height / 2, 6, height + 20 * scale, sheet.Tint, 3);
            sheet.Circle(Sheet.Margin + pad + radius, y + height / 2, radius, sheet.Frame.Leaf);
            sheet.Line((index + 1).ToString(CultureInfo.InvariantCulture), Sheet.Margin + pad + radius, y + height / 2 + 17 * scale, 48 * scale, Sheet.Paper, bold: true, anchor: "middle");
            sheet.Lines(lines, x, y + (height - lines.Count * Sheet.LineHeight(size)) / 2, size, Sheet.Ink);
        });
    }

    private static Part Column(string head, IReadOnlyList<string> items, double scale, string colour, string tint, bool ticked)
    {
        var (size, pad, mark) = (42 * scale, 30 * scale, 60 * scale);
        var rows = items.Select(item => TextMeasure.Wrap(item, Room - pad * 2 - mark, size, false)).ToList();
        var height = pad * 2 + Sheet.LineHeight(size * 1.05) + rows.Sum(lines => lines.Count * Sheet.LineHeight(size) + 10 * scale);
        return new(height, (sheet, y) =>
        {
            sheet.Box(Sheet.Margin, y, Room, height, tint);
            sheet.Lines([head], Sheet.Margin + pad, y + pad, size * 1.05, colour, bold: true);
            var at = y + pad + Sheet.LineHeight(size * 1.05) + 10 * scale;
            foreach (var lines in rows)
            {
                sheet.Stroke(Sign(Sheet.Margin + pad, at + size * 0.28, 34 * scale, ticked), colour, 8 * scale);
                sheet.Lines(lines, Sheet.Margin + pad + mark, at, size, Sheet.Ink);
                at += lines.Count * Sheet.LineHeight(size) + 10 * scale;
            }
        });
    }

    // A tick or a cross: the form says it too, not the colour alone (WCAG 2.2, 1.4.1).
    private static string Sign(double x, double y, double size, bool ticked) => ticked
        ? string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y + size * 0.55:0.#}L{x + size * 0.36:0.#} {y + size * 0.9:0.#}L{x + size:0.#} {y + size * 0.1:0.#}")
        : string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y + size * 0.1:0.#}L{x + size * 0.8:0.#} {y + size * 0.9:0.#}M{x + size * 0.8:0.#} {y + size * 0.1:0.#}L{x:0.#} {y + size * 0.9:0.#}");

    private static Part Labelled(string label, string text, double scale)
    {
        var (size, pad) = (50 * scale, 28 * scale);
        var lines = TextMeasure.Wrap(text, Room - pad * 2, size, true);
        var height = pad * 2 + Sheet.LineHeight(34 * scale) + lines.Count * Sheet.LineHeight(size);
        return new(height, (sheet, y) =>
        {
            sheet.Box(Sheet.Margin, y, Room, height, sheet.Tint);
            sheet.Lines([label], Sheet.Margin + pad, y + pad, 34 * scale, sheet.Frame.Leaf, bold: true);
            sheet.Lines(lines, Sheet.Margin + pad, y + pad + Sheet.LineHeight(34 * scale), size, Sheet.Ink, bold: true);
        });
    }
}
