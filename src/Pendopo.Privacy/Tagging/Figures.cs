using System.Collections.Frozen;
using System.Reflection;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>People everybody knows, told of as such: figures of history, heads of state, singers, the invented, and houses called after people.</summary>
internal static class Figures
{
    private const int Around = 2;
    private const int Longest = 40;
    private const int MostParts = 8;

    private static readonly FrozenSet<string> Names = Read();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    // What the names begin with: nearly every word is none of these, and nothing longer needs to be looked up.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Heads = Names.Select(name => name[..(name.IndexOfAny([' ', '.', '\'', '-']) is var end and > 0 ? end : name.Length)]).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the words from first to last, with what is written as one with them, name such a person. In a sentence of illness or care they may be anybody's name.</summary>
    public static bool Holds(Page page, Sentences sentences, int first, int last)
    {
        if (page[first - 1].Is(Cue.NameLabel | Cue.Naming) || (sentences.In(first) & (Cue.Doing | Cue.Patient | Cue.LifeDate)) != Cue.None || sentences.HasIdentifier(first) && page.Marks[first] == 0)
            return false;
        Span<char> small = stackalloc char[Longest];
        var (start, end) = (first, last);
        while (start > Math.Max(0, first - Around) && IsPart(page, start - 1))
            start--;
        while (end < Math.Min(page.Count - 1, last + Around) && IsPart(page, end + 1))
            end++;
        for (var from = start; from <= last; from++)
        {
            if (!page.IsWord(from) || !Heads.Contains(page.Text(page[from])))
                continue;
            for (var to = Math.Max(first, from); to <= end && to < from + MostParts; to++)
            {
                var text = page.Between(from, to);
                if (text.Length <= Longest && Known.Contains(small[..text.ToLowerInvariant(small)]))
                    return true;
            }
        }
        return false;
    }

    private static bool IsPart(Page page, int at) => page.IsSign(at, '.') || (page.IsWord(at) && page[at].Capital);

    // Names parted by semicolons; "#" begins a remark.
    private static FrozenSet<string> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Pendopo.Privacy.Words.figures.txt")!;
        using var reader = new StreamReader(stream);
        var names = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                names.AddRange(line.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        return names.ToFrozenSet(StringComparer.Ordinal);
    }
}
