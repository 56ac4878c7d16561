using System.Text.Json;
using Pendopo.Privacy;

namespace Pendopo.Evaluation.Privacy;

internal sealed record PrivacySpan(int Start, int End, string Kind)
{
    public bool Meets(Finding finding) => finding.Kind.Key() == Kind && finding.Start < End && Start < finding.End;
}

/// <summary>One text of the development rows with the places a person marked.</summary>
internal sealed record PrivacyRow(string Id, string Text, IReadOnlyList<PrivacySpan> Spans, string Note)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public bool IsHand => Note.Contains("[hand]", StringComparison.Ordinal);

    public static List<PrivacyRow> Read(string path) => [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<PrivacyRow>(line, Json)!)];
}
