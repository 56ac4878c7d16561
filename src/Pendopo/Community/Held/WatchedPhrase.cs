using Pendopo.Text;
using Pendopo.Text.Normalising;
using Pendopo.Text.Words;

namespace Pendopo.Community.Held;

/// <summary>A word or phrase that is watched for: whole words in their order, in plain spelling, each in any form of it in either language. A word that only
/// contains it, as "manusia" contains "anus", is another word.</summary>
internal sealed record WatchedPhrase(IReadOnlyList<string> Words)
{
    private static readonly Language[] Languages = [Language.Indonesian, Language.English];

    public static WatchedPhrase Of(string phrase) => new(Plain(phrase));

    /// <summary>The words of a text as phrases are looked for in it.</summary>
    public static IReadOnlyList<string> Plain(string text)
    {
        var plain = TextNormaliser.Normalise(text).Text;
        return [.. Tokens.Of(plain).Where(token => token.Kind is TokenKind.Word or TokenKind.Number or TokenKind.Hashtag).Select(token => plain.Substring(token.Start, token.Length).TrimStart('#').Replace("'", "", StringComparison.Ordinal)).Where(word => word.Length > 0)];
    }

    public bool StandsIn(IReadOnlyList<string> text)
    {
        for (var at = 0; Words.Count > 0 && at + Words.Count <= text.Count; at++)
        {
            if (Words.Index().All(word => IsForm(text[at + word.Index], word.Item)))
                return true;
        }
        return false;
    }

    // A stem alone is too short a likeness: "bab" is no form of "babi", though both may be cut to the same.
    private static bool IsForm(string word, string wanted) => word == wanted || (word.Length > wanted.Length
        && Languages.Any(language => SearchText.Stem(wanted, language) is var stem && SearchText.Stem(word, language) == stem && (stem == wanted || word.Contains(wanted, StringComparison.Ordinal))));
}
