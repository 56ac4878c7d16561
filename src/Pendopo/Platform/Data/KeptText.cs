using System.Globalization;
using System.Text;

namespace Pendopo.Platform.Data;

/// <summary>Words from elsewhere, made so that a column can keep them.</summary>
public static class KeptText
{
    /// <summary>The text with at most <paramref name="most"/> UTF-16 units, cut after a whole character as people count them (a grapheme
    /// cluster). U+0000 and halves of surrogate pairs, which PostgreSQL refuses, become U+FFFD.</summary>
    public static string Of(string text, int most)
    {
        var sound = Sound(text);
        if (sound.Length <= most)
            return sound;
        var end = 0;
        for (var next = 0; next < sound.Length && next <= most; next += StringInfo.GetNextTextElementLength(sound, next))
            end = next;
        // One character that is longer than its place (marks upon marks) is cut where it must be.
        return end > 0 ? sound[..end] : sound[..(char.IsHighSurrogate(sound[most - 1]) ? most - 1 : most)];
    }

    /// <summary>The text as every database keeps it; the very same text when nothing is wrong with it.</summary>
    internal static string Sound(string text)
    {
        // Nearly every text: looked through many characters at a time.
        if (text.AsSpan().IndexOf('\0') < 0 && text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0)
            return text;
        var sound = true;
        for (var i = 0; i < text.Length && sound; i++)
        {
            if (char.IsSurrogate(text[i]))
                sound = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]);
            else
                sound = text[i] != '\0';
        }
        if (sound)
            return text;
        var whole = new StringBuilder(text.Length);
        // A half of a pair is enumerated as U+FFFD.
        foreach (var rune in text.EnumerateRunes())
            whole.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        return whole.ToString();
    }
}
