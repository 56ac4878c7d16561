using System.Text;
using System.Text.RegularExpressions;
using Pendopo.Privacy;

namespace Pendopo.Training.Privacy;

/// <summary>A text and the places that were marked in it as `[kind|words]`.</summary>
internal sealed partial record MarkedText(string Text, IReadOnlyList<(int Start, int End, FindingKind Kind)> Marks)
{
    private static readonly Dictionary<string, FindingKind> Kinds = Enum.GetValues<FindingKind>().ToDictionary(kind => kind.Key(), StringComparer.Ordinal);

    public static MarkedText Read(string line)
    {
        line = line.Replace("\\n", "\n", StringComparison.Ordinal);
        var (text, marks, from) = (new StringBuilder(), new List<(int, int, FindingKind)>(), 0);
        foreach (Match mark in Place().Matches(line))
        {
            text.Append(line, from, mark.Index - from);
            if (!Kinds.TryGetValue(mark.Groups["kind"].Value, out var kind))
                throw new FormatException($"No such kind in: {line}");
            marks.Add((text.Length, text.Length + mark.Groups["words"].Length, kind));
            text.Append(mark.Groups["words"].Value);
            from = mark.Index + mark.Length;
        }
        return new MarkedText(text.Append(line, from, line.Length - from).ToString(), marks);
    }

    [GeneratedRegex(@"\[(?<kind>[a-z_]+)\|(?<words>[^\]]*)\]", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex Place();
}
