using System.Collections.Frozen;

namespace Pendopo.Text.Words;

/// <summary>The word lists that travel inside the library, written for it.</summary>
internal static class WordLists
{
    private static readonly char[] Blanks = [' ', '\n', '\r'];

    /// <summary>Frequent words of each language, as the language identifier weighs them.</summary>
    public static readonly FrozenDictionary<Language, string[]> ByLanguage = new Dictionary<Language, string[]>
    {
        [Language.Indonesian] = Words("words-id.txt"),
        [Language.English] = Words("words-en.txt"),
        [Language.Javanese] = Words("words-jv.txt"),
        [Language.Sundanese] = Words("words-su.txt"),
    }.ToFrozenDictionary();

    /// <summary>All words of the lists together.</summary>
    public static readonly FrozenSet<string> Common = ByLanguage.Values.SelectMany(words => words).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A resource of lines "key TAB value".</summary>
    public static FrozenDictionary<string, string> Pairs(string name) => Read(name)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.TrimEnd('\r').Split('\t'))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>A resource of words parted by blanks and line breaks; a line that begins with "#" is a remark.</summary>
    public static string[] Words(string name) => Lines(name)
        .SelectMany(line => line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
        .Distinct(StringComparer.Ordinal)
        .ToArray();

    /// <summary>The lines of a resource without remarks and empty lines.</summary>
    public static IEnumerable<string> Lines(string name) => Read(name)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(line => !line.StartsWith('#'));

    private static string Read(string name)
    {
        using var stream = typeof(WordLists).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the library.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
