using Pendopo.Text.Words;

namespace Pendopo.Text.Normalising;

/// <summary>
/// Writes chat spelling plain: lower case, look-alike letters (full width, mathematical, accents) to plain ones, invisible signs removed,
/// stretched letters cut ("sekaliiii" to "sekali", three or more), "anak2" to "anak-anak", digits for letters ("s4kit") and common short forms
/// ("gmn", "yg", "bsk") written out. Linear in the length of the text.
/// </summary>
public static class TextNormaliser
{
    /// <summary>The plain spelling of a text with a map of places. Null is taken as empty. Text that is already plain stays as it is.</summary>
    public static NormalisedText Normalise(string? text)
    {
        text ??= string.Empty;
        var folded = new MappedBuffer(text.Length);
        var spelled = new MappedBuffer(text.Length + 16);
        Normalise(text, folded, spelled);
        return new NormalisedText(text, spelled.Text.ToString(), spelled.Starts, spelled.Ends);
    }

    /// <summary>The folding alone: lower case, plain letters, no stretching; words stay as they are.</summary>
    internal static string Fold(string? text)
    {
        text ??= string.Empty;
        var folded = new MappedBuffer(text.Length);
        CharacterFolding.Fold(text, folded);
        return folded.Text.ToString();
    }

    /// <summary>The work of <see cref="Normalise(string?)"/> on buffers that are used again.</summary>
    internal static void Normalise(ReadOnlySpan<char> text, MappedBuffer folded, MappedBuffer spelled)
    {
        folded.Clear();
        spelled.Clear();
        CharacterFolding.Fold(text, folded);
        Spell(folded, spelled);
    }

    private static void Spell(MappedBuffer folded, MappedBuffer spelled)
    {
        var from = 0;
        foreach (var token in new Tokens(folded.Text))
        {
            spelled.Copy(folded, from, token.Start);
            from = token.End;
            var word = folded.Text.Slice(token.Start, token.Length);
            if (token.Kind != TokenKind.Word || !ChatSpelling.Write(word, spelled, folded.StartOf(token.Start), folded.EndOf(token.End - 1)))
            {
                spelled.Copy(folded, token.Start, token.End);
            }
        }

        spelled.Copy(folded, from, folded.Length);
    }
}
