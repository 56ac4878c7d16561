using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pendopo.Training.Privacy;

/// <summary>
/// Tells the texts that retell a row that measures: a third of their pieces of three words stand in one such row. A blank that is filled in
/// counts as one word; a piece with fewer than two words of its own says nothing and is not counted.
/// </summary>
internal sealed partial class Overlap
{
    private const double Most = 1.0 / 3;
    private const int Piece = 3;
    private const int OwnWords = 2;
    private const string Blank = "_";

    private readonly Dictionary<string, List<int>> rows = new(StringComparer.Ordinal);
    private int count;

    /// <summary>Reads the rows that measure; what does not lie there is left out.</summary>
    public static Overlap Read(string training, string data)
    {
        var overlap = new Overlap();
        foreach (var file in Directory.EnumerateFiles(training, "kept*.txt").Order(StringComparer.Ordinal))
            overlap.Add(File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#'));
        var own = Path.Combine(data, "privacy-id", "privacy.jsonl");
        if (File.Exists(own))
            overlap.Add(File.ReadLines(own).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!));
        var templates = Path.Combine(data, "presidio-research", "templates.txt");
        if (File.Exists(templates))
            overlap.Add(File.ReadLines(templates));
        return overlap;
    }

    /// <summary>Whether the text or pattern retells a row.</summary>
    public bool Retells(string text)
    {
        var pieces = Pieces(text);
        var shared = pieces.SelectMany(piece => rows.GetValueOrDefault(piece, [])).GroupBy(row => row).Select(group => group.Count()).DefaultIfEmpty().Max();
        return shared > 0 && shared >= pieces.Count * Most;
    }

    private void Add(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var piece in Pieces(text))
            {
                if (!rows.TryGetValue(piece, out var list))
                    rows.Add(piece, list = []);
                list.Add(count);
            }
            count++;
        }
    }

    private static HashSet<string> Pieces(string text)
    {
        var plain = MarkedText.Place().Replace(text.Replace("\\n", " ", StringComparison.Ordinal), mark => mark.Groups["words"].Value);
        var words = Words().Matches(Filled().Replace(plain, Blank)).Select(word => word.Value.ToLowerInvariant()).ToList();
        return [.. Enumerable.Range(0, Math.Max(0, words.Count - Piece + 1)).Select(at => words.GetRange(at, Piece)).Where(piece => piece.Count(word => word != Blank) >= OwnWords).Select(piece => string.Join(' ', piece))];
    }

    [GeneratedRegex(@"\{+[A-Za-z_0-9]+\}+", RegexOptions.None, 1000)]
    private static partial Regex Filled();

    [GeneratedRegex(@"[\p{L}\p{N}_]+", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
