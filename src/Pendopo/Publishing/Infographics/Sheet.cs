using System.Globalization;
using System.Net;
using System.Text;
using Pendopo.Platform.Ui;

namespace Pendopo.Publishing.Infographics;

/// <summary>What stands around the words: whose it is, in which colours, where its code leads.</summary>
/// <param name="Teak">Colour of the roof and the name, as `#rrggbb`, corrected for reading.</param>
/// <param name="Leaf">Colour of numbers and marks, corrected for reading.</param>
/// <param name="Address">The address behind the code, short as people type it.</param>
/// <param name="Height">Height where the width is <see cref="Sheet.Width"/>.</param>
internal sealed record SheetFrame(string Centre, string Teak, string Leaf, string Link, string Address, string Language, int Height)
{
    /// <summary>As high as networks show a picture whole (4:5).</summary>
    public const int ForNetworks = 1350;

    /// <summary>As A4 and A3 are (ISO 216: one to the root of two).</summary>
    public const int ForPaper = 1527;
}

/// <summary>An SVG in the making: shapes and measured text, by attributes alone, so that it stands under the strictest policy.</summary>
internal sealed class Sheet(SheetFrame frame)
{
    public const int Width = 1080, Margin = 72;
    public const string Ground = "#fbf8f2", Ink = "#1f2a2e", Quiet = "#4e5a5e", Paper = "#ffffff", Alarm = "#a92a22", AlarmTint = "#fbe9e7";
    private const string Fonts = "Noto Sans, DejaVu Sans, Liberation Sans, Verdana, sans-serif";

    private readonly StringBuilder body = new();

    public SheetFrame Frame { get; } = frame;

    public string Tint { get; } = Accents.Tint(frame.Leaf, dark: false);

    public void Box(double x, double y, double width, double height, string fill, double radius = 20) =>
        body.Append(CultureInfo.InvariantCulture, $"""<rect x="{x:0.#}" y="{y:0.#}" width="{width:0.#}" height="{height:0.#}" rx="{radius:0.#}" fill="{fill}"/>""");

    public void Circle(double x, double y, double radius, string fill) =>
        body.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x:0.#}" cy="{y:0.#}" r="{radius:0.#}" fill="{fill}"/>""");

    /// <summary>A stroke along points: a tick, a cross, a way.</summary>
    public void Stroke(string path, string colour, double width) =>
        body.Append(CultureInfo.InvariantCulture, $"""<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:0.#}" stroke-linecap="round" stroke-linejoin="round"/>""");

    public void Fill(string path, string colour, double x, double y, double scale) =>
        body.Append(CultureInfo.InvariantCulture, $"""<path transform="translate({x:0.#} {y:0.#}) scale({scale:0.###})" d="{path}" fill="{colour}"/>""");

    /// <param name="source">A data address: a drawing fetches nothing.</param>
    public void Image(string source, double x, double y, double width, double height) =>
        body.Append(CultureInfo.InvariantCulture, $"""<image href="{source}" x="{x:0.#}" y="{y:0.#}" width="{width:0.#}" height="{height:0.#}" preserveAspectRatio="xMidYMid meet"/>""");

    /// <summary>One line of text; its baseline lies at y.</summary>
    public void Line(string text, double x, double y, double size, string colour, bool bold = false, string anchor = "start") =>
        body.Append(CultureInfo.InvariantCulture, $"""<text x="{x:0.#}" y="{y:0.#}" font-size="{size:0.#}" font-weight="{(bold ? 700 : 400)}" fill="{colour}" text-anchor="{anchor}">{Escape(text)}</text>""");

    /// <summary>Lines one below the other from the top edge y on.</summary>
    public void Lines(IReadOnlyList<string> lines, double x, double y, double size, string colour, bool bold = false, string anchor = "start")
    {
        for (var i = 0; i < lines.Count; i++)
            Line(lines[i], x, y + LineHeight(size) * i + size * 0.95, size, colour, bold, anchor);
    }

    public static double LineHeight(double size) => size * 1.28;

    /// <summary>The whole picture, with its words as its name for those who do not see it.</summary>
    public string Close(string alt) => string.Create(CultureInfo.InvariantCulture, $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Frame.Height}" viewBox="0 0 {Width} {Frame.Height}" lang="{Frame.Language}" role="img" font-family="{Fonts}"><title>{Escape(alt)}</title><rect width="{Width}" height="{Frame.Height}" fill="{Ground}"/>{body}</svg>
        """);

    // What XML cannot hold at all (XML 1.0, 2.2) is left out; what it reads as its own is written otherwise.
    private static string Escape(string text) => WebUtility.HtmlEncode(new string([.. text.Where(sign => !char.IsControl(sign) && !char.IsSurrogate(sign) && sign is not ('\ufffe' or '\uffff'))]));
}
