namespace Pendopo.Privacy.Words;

/// <summary>Words that no list has and that are built of one: "Larutannya", "Dibersihkan", "Thoughtfully". No name, then.</summary>
internal static class Derived
{
    private const int Shortest = 6;
    private const int ShortestRoot = 4;
    private const int ShortestAfterPrefix = 5;

    private const Cue Names = Cue.GivenName | Cue.Surname | Cue.DoubtfulName;

    // "-an" ends many names, too: its root must be long.
    private static readonly (string Ending, int Root)[] Endings = [("nya", ShortestRoot), ("kan", ShortestRoot), ("lah", ShortestRoot), ("kah", ShortestRoot), ("pun", ShortestRoot), ("an", 5), ("ly", ShortestRoot), ("ing", ShortestRoot), ("ed", ShortestRoot)];

    private static readonly string[] Beginnings = ["di", "ber", "ter", "meng", "mem", "men", "me", "peng", "pem", "pen", "per", "ke", "se"];

    /// <summary>What is known of the root; nothing when no root is known.</summary>
    public static WordFacts Find(ReadOnlySpan<char> word)
    {
        if (word.Length < Shortest)
            return default;
        if (Ended(word) is { Cues: not Cue.None } root)
            return root;
        foreach (var beginning in Beginnings)
        {
            if (word.Length < beginning.Length + ShortestAfterPrefix || !word.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                continue;
            var rest = word[beginning.Length..];
            if (Known(rest) is { Cues: not Cue.None } known)
                return known;
            if (Ended(rest) is { Cues: not Cue.None } ended)
                return ended;
        }
        return default;
    }

    private static WordFacts Ended(ReadOnlySpan<char> word)
    {
        foreach (var (ending, shortest) in Endings)
        {
            if (word.Length >= ending.Length + shortest && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && Known(word[..^ending.Length]) is { Cues: not Cue.None } known)
                return known;
        }
        return default;
    }

    private static WordFacts Known(ReadOnlySpan<char> root)
    {
        var facts = Lexicon.Find(root);
        return facts.Cues == Cue.None || (facts.Cues & Names) != Cue.None ? default : new WordFacts(Cue.Common, -1, WordSort.Of(Cue.Common), facts.Id);
    }
}
