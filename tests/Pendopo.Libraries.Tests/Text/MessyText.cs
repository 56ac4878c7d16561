using FsCheck;
using FsCheck.Fluent;

namespace Pendopo.Libraries.Tests.Text;

/// <summary>Text as people and attackers send it: words, chat spelling, emoji, accents, invisible signs, lone surrogates.</summary>
internal static class MessyText
{
    private static readonly string[] Pieces =
    [
        "anak", "sakit", "bgt", "anak2", "s4kit", "sekaliiii", " ", "  ", "\n", ".", "!!!", "?", "😭", "👍🏽", "👩‍⚕️", "é", "e\u0301", "Ａ", "ﬁ", "ﷺ", "\u200B", "\uD83D", "\uDE2D",
        "4ku", "38,5", "140/90", "@mbak", "#sehat", "https://x.id/a?b=1", "don't", "'", "-", "the", "doctor", "İ", "ß", "\u0000", "漢字", "www.", "\uFFFD", "aaa", "AAA", "𝒽𝑒𝓁𝓅",
    ];

    /// <summary>Asserts something of many such texts; a failure shows the shortest text that fails.</summary>
    public static void ForAll(Action<string> assertion) =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary(), assertion));

    public static bool IsBoundary(string text, int at) =>
        at == 0 || at == text.Length || !(char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]));
}
