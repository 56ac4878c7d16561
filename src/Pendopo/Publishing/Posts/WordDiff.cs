using System.Text.RegularExpressions;

namespace Pendopo.Publishing.Posts;

public enum DiffKind { Same, Gone, Added }

/// <summary>A stretch of words that two versions share, or that only one of them has.</summary>
public sealed record DiffPart(DiffKind Kind, string Text);

/// <summary>What changed between two versions of a text, word by word: first by lines, then by words within the lines that differ. Pure.</summary>
/// <remarks>The longest common subsequence by dynamic programming (Wagner and Fischer 1974), on what is left between the common beginning and end.</remarks>
public static partial class WordDiff
{
    // 2 MB of counts at most: beyond it a stretch is shown as replaced as a whole.
    private const int MostCells = 1_000_000;

    /// <summary>The parts in their order; the same and the gone ones make the earlier text, the same and the added ones the later.</summary>
    public static IReadOnlyList<DiffPart> Of(string before, string after)
    {
        var parts = new List<DiffPart>();
        var (gone, added) = ("", "");
        foreach (var line in Align(Lines().Matches(before), Lines().Matches(after)))
        {
            if (line.Kind == DiffKind.Gone)
                gone += line.Text;
            else if (line.Kind == DiffKind.Added)
                added += line.Text;
            else
                (gone, added) = Flush(parts, gone, added, line.Text);
        }
        Flush(parts, gone, added, "");
        return Merged(parts);
    }

    private static (string Gone, string Added) Flush(List<DiffPart> parts, string gone, string added, string same)
    {
        parts.AddRange(Align(Words().Matches(gone), Words().Matches(added)));
        if (same.Length > 0)
            parts.Add(new(DiffKind.Same, same));
        return ("", "");
    }

    private static List<DiffPart> Align(MatchCollection before, MatchCollection after)
    {
        string[] a = [.. before.Select(match => match.Value)], b = [.. after.Select(match => match.Value)];
        var (start, endA, endB) = (0, a.Length, b.Length);
        while (start < endA && start < endB && a[start] == b[start])
            start++;
        for (; endA > start && endB > start && a[endA - 1] == b[endB - 1]; endA--)
            endB--;
        List<DiffPart> parts = [.. a[..start].Select(word => new DiffPart(DiffKind.Same, word))];
        parts.AddRange(Between(a[start..endA], b[start..endB]));
        parts.AddRange(a[endA..].Select(word => new DiffPart(DiffKind.Same, word)));
        return parts;
    }

    private static IEnumerable<DiffPart> Between(string[] a, string[] b)
    {
        if ((long)(a.Length + 1) * (b.Length + 1) > MostCells)
            return a.Select(word => new DiffPart(DiffKind.Gone, word)).Concat(b.Select(word => new DiffPart(DiffKind.Added, word)));
        var common = Common(a, b);
        var parts = new List<DiffPart>();
        var (i, j) = (0, 0);
        while (i < a.Length || j < b.Length)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                parts.Add(new(DiffKind.Same, a[i++]));
                j++;
            }
            else if (j == b.Length || i < a.Length && common[i + 1, j] >= common[i, j + 1])
                parts.Add(new(DiffKind.Gone, a[i++]));
            else
                parts.Add(new(DiffKind.Added, b[j++]));
        }
        return parts;
    }

    /// <summary>How many words the rests from i and from j have in common, in their order.</summary>
    private static ushort[,] Common(string[] a, string[] b)
    {
        var common = new ushort[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? (ushort)(common[i + 1, j + 1] + 1) : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        return common;
    }

    /// <summary>Neighbours of one kind are one part. A blank between two changes belongs to both, so that a phrase reads as one.</summary>
    private static List<DiffPart> Merged(List<DiffPart> parts)
    {
        var merged = new List<DiffPart>();
        var (gone, added) = ("", "");
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var blank = part is { Kind: DiffKind.Same, Text: " " } && gone.Length + added.Length > 0 && i + 1 < parts.Count && parts[i + 1].Kind != DiffKind.Same;
            gone += part.Kind == DiffKind.Gone || blank ? part.Text : "";
            added += part.Kind == DiffKind.Added || blank ? part.Text : "";
            if (part.Kind != DiffKind.Same || blank)
                continue;
            (gone, added) = Close(merged, gone, added);
            if (merged is [.., { Kind: DiffKind.Same } last])
                merged[^1] = last with { Text = last.Text + part.Text };
            else
                merged.Add(part);
        }
        Close(merged, gone, added);
        return merged;
    }

    private static (string Gone, string Added) Close(List<DiffPart> merged, string gone, string added)
    {
        if (gone.Length > 0)
            merged.Add(new(DiffKind.Gone, gone));
        if (added.Length > 0)
            merged.Add(new(DiffKind.Added, added));
        return ("", "");
    }

    [GeneratedRegex("[^\\n]*\\n|[^\\n]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Lines();

    [GeneratedRegex(@"[\w\p{M}]+|\s|[^\w\s]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
