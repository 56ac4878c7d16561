using System.Text;
using System.Text.RegularExpressions;

namespace Pendopo.Training.Privacy;

/// <summary>A text to learn from.</summary>
/// <param name="Marked">The text.</param>
/// <param name="IsKnown">The rules were mended with this text in view: what they say of it is worth less.</param>
/// <param name="Group">The pattern or row it grew from; a whole group is left out together.</param>
internal sealed record Example(MarkedText Marked, bool IsKnown, int Group);

/// <summary>Grows the rows and patterns of training/privacy into texts: other names, small letters, missing full stops.</summary>
internal sealed partial class Corpus(string folder, Random random, Overlap overlap)
{
    private const int FromPattern = 24;
    private const int FromRow = 7;
    private const int FromMessage = 8;

    private readonly Fillers fillers = new(Path.Combine(folder, "fillers.txt"), random);
    private readonly List<Example> examples = [];
    private int group;

    /// <summary>Rows and patterns that were too near to a row that measures.</summary>
    public List<string> ThrownOut { get; } = [];

    public List<Example> Read()
    {
        foreach (var line in Lines("rows.txt"))
            Grow(line, isKnown: true);
        foreach (var file in Directory.EnumerateFiles(folder, "round*.txt").Order(StringComparer.Ordinal))
        {
            foreach (var line in Lines(Path.GetFileName(file)))
                Grow(line, isKnown: false);
        }
        foreach (var line in Lines("patterns.txt"))
        {
            for (var round = 0; round < FromPattern; round++)
                Add(Restyle(fillers.Fill(Choose(line)), round), isKnown: false);
            group++;
        }
        foreach (var line in Lines("harmless.txt"))
        {
            Add(line, isKnown: false);
            if (random.Next(3) == 0)
                Add(Small(line), isKnown: false);
            group++;
        }
        Messages();
        return examples;
    }

    // The messages of the triage training are told of nobody by name.
    private void Messages()
    {
        foreach (var pattern in TrainingRows.Read(Path.Combine(folder, "..", "rows"), random).GroupBy(row => row.Pattern))
        {
            foreach (var row in pattern.Take(FromMessage))
                Add(row.Text.Replace('[', '(').Replace(']', ')'), isKnown: false);
            group++;
        }
    }

    private IEnumerable<string> Lines(string file)
    {
        foreach (var line in File.ReadLines(Path.Combine(folder, file)).Where(line => line.Length > 0 && line[0] != '#'))
        {
            // A choice in a pattern is one word to the check, like a blank.
            if (overlap.Retells(Choice().Replace(line, "{CHOICE}")))
                ThrownOut.Add(line);
            else
                yield return line;
        }
    }

    private void Grow(string line, bool isKnown)
    {
        Add(line, isKnown);
        for (var round = 1; round < FromRow; round++)
            Add(Restyle(OtherNames(line), round), isKnown);
        group++;
    }

    private void Add(string line, bool isKnown) => examples.Add(new Example(MarkedText.Read(line), isKnown, group));

    private string OtherNames(string line) => MarkedText.Place().Replace(line, mark =>
    {
        var words = mark.Groups["words"].Value;
        if (mark.Groups["kind"].Value != "name" || words.Length == 0 || !char.IsLetter(words[0]) || words.Contains('*', StringComparison.Ordinal) || random.Next(8) == 0)
            return mark.Value;
        var name = fillers.Name();
        return $"[name|{(char.IsLower(words[0]) ? name.ToLowerInvariant() : words.Length > 2 && words.All(letter => !char.IsLower(letter)) ? name.ToUpperInvariant() : name)}]";
    });

    // Most people write as it comes: small letters, no full stop. A mark's kind stays as it is.
    private string Restyle(string line, int round)
    {
        if (random.Next(3) == 0)
            line = line.TrimEnd('.');
        return round % 5 == 4 ? Small(line) : round % 23 == 22 ? MarkedText.Place().Replace(line, mark => $"[{mark.Groups["kind"].Value}|{mark.Groups["words"].Value.ToUpperInvariant()}]") : line;
    }

    private static string Small(string line)
    {
        var small = new StringBuilder(line.Length);
        foreach (var letter in line)
            small.Append(char.ToLowerInvariant(letter));
        return small.ToString();
    }

    private string Choose(string pattern) => Choice().Replace(pattern, choice =>
    {
        var parts = choice.Groups["parts"].Value.Split('|');
        return parts[random.Next(parts.Length)];
    });

    [GeneratedRegex(@"\((?<parts>[^()\[\]]*\|[^()\[\]]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Choice();
}
