using System.Text;

namespace Pendopo.Fediverse.Html;

/// <summary>Writes characters so that a parser reads the same ones back.</summary>
internal static class HtmlEncoding
{
    /// <summary>The character at <paramref name="i"/> as markup; a pair moves <paramref name="i"/> on by one; a control character is nothing.</summary>
    internal static string Unit(string text, ref int i)
    {
        var c = text[i];
        switch (c)
        {
            case '&': return "&amp;";
            case '<': return "&lt;";
            case '>': return "&gt;";
            case '\r': return i + 1 < text.Length && text[i + 1] == '\n' ? "" : "\n";
            case '\n' or '\t': return c == '\n' ? "\n" : "\t";
        }

        if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        {
            return text.Substring(i++, 2);
        }

        return char.IsSurrogate(c) ? "\ufffd" : char.IsControl(c) ? "" : c.ToString();
    }

    /// <summary>The whole text as markup.</summary>
    internal static string Text(string text)
    {
        var output = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            output.Append(Unit(text, ref i));
        }

        return output.ToString();
    }

    /// <summary>The value between double quotes; a line break becomes a space.</summary>
    internal static string Attribute(string value) =>
        Text(value).Replace("\"", "&quot;", StringComparison.Ordinal).Replace('\n', ' ').Replace('\t', ' ');
}
