using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Reading;

internal enum TokenKind : byte
{
    /// <summary>Letters only.</summary>
    Word,

    /// <summary>Digits only.</summary>
    Digits,

    /// <summary>Letters and digits in one.</summary>
    Mixed,

    /// <summary>One sign.</summary>
    Sign,
}

/// <summary>A word, a number or a sign in a plain text; <paramref name="IsBuiltLikeName"/> only for a word that stands in no list.</summary>
internal readonly record struct Token(int Start, int End, TokenKind Kind, bool SpaceBefore, bool BreakBefore, bool Capital, bool IsBuiltLikeName, WordFacts Facts)
{
    public int Length => End - Start;

    public bool Is(Cue cue) => (Facts.Cues & cue) != Cue.None;
}
