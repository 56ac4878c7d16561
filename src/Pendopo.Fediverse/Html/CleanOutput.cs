using System.Text;

namespace Pendopo.Fediverse.Html;

/// <summary>
/// What was written so far, and the inline elements that are open in it. Once something did not fit, nothing more is taken:
/// what stands there is the same when it is cleaned again.
/// </summary>
internal sealed class CleanOutput
{
    /// <summary>Characters written at most; about 40 printed pages, more than any post.</summary>
    internal const int MaxLength = 128 * 1024;

    private readonly StringBuilder text = new();
    private readonly List<CleanFormat> open = [];

    internal bool IsFull { get; private set; }

    /// <summary>Writes a piece whole, or nothing from now on.</summary>
    internal bool Append(string piece)
    {
        IsFull = IsFull || text.Length + piece.Length > MaxLength;
        if (!IsFull)
        {
            text.Append(piece);
        }

        return !IsFull;
    }

    /// <summary>Writes a piece inside exactly these formats, closing and opening what differs; the tags come only with the piece.</summary>
    internal bool AppendIn(List<CleanFormat> formats, string blockTag, string piece)
    {
        var common = 0;
        while (common < open.Count && common < formats.Count && ReferenceEquals(open[common], formats[common]))
        {
            common++;
        }

        CloseFormats(common);
        var added = formats.Skip(common).ToList();
        if (!Append(blockTag + string.Concat(added.Select(format => format.Tag)) + piece))
        {
            return false;
        }

        open.AddRange(added);
        return true;
    }

    internal void CloseFormats(int keep = 0)
    {
        for (var i = open.Count - 1; i >= keep; i--)
        {
            End(open[i].Name);
        }

        open.RemoveRange(keep, open.Count - keep);
    }

    /// <summary>An end tag always fits: what is open has to be closed.</summary>
    internal void End(string name) => text.Append("</").Append(name).Append('>');

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
