namespace Pendopo.Community.News;

/// <summary>Finds the names that words call people by: an at sign and the name after it, "@Bu Yanti".</summary>
internal static class NamedInWords
{
    /// <summary>So many names are read in one text, and so many words may be one name.</summary>
    public const int MostNames = 10, MostWords = 6;

    /// <summary>For each at sign at the beginning of a word the names that may be meant, the longest first. Which of them somebody bears, the caller finds out.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(string text)
    {
        var found = new List<IReadOnlyList<string>>();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0 && found.Count < MostNames; at = text.IndexOf('@', at + 1))
        {
            if (at > 0 && !char.IsWhiteSpace(text[at - 1]) && text[at - 1] is not ('(' or '"'))
                continue;
            if (After(text[(at + 1)..]) is { Count: > 0 } names)
                found.Add(names);
        }
        return found;
    }

    private static List<string> After(string rest)
    {
        var line = rest.Split('\n', '@')[0];
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToArray();
        var names = new List<string>();
        for (var count = words.Length; count > 0; count--)
        {
            var name = string.Join(' ', words[..count]);
            names.Add(name);
            if (name.TrimEnd('.', ',', '!', '?', ':', ';', ')', '"', '…') is var bare && bare.Length > 0 && bare != name)
                names.Add(bare);
        }
        return names;
    }
}
