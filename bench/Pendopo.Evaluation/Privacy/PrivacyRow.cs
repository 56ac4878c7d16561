using System.Text.Json;
using System.Text.RegularExpressions;
using Pendopo.Privacy;

namespace Pendopo.Evaluation.Privacy;

internal sealed record PrivacySpan(int Start, int End, string Kind)
{
    public bool Meets(Finding finding) => finding.Kind.Key() == Kind && finding.Start < End && Start < finding.End;
}

/// <summary>One text of the development rows with the places a person marked.</summary>
internal sealed partial record PrivacyRow(string Id, string Text, IReadOnlyList<PrivacySpan> Spans, string Note)
{
    private const string Confirms = "! ";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public bool IsHand => Note.Contains("[hand]", StringComparison.Ordinal);

    /// <summary>Reads JSON lines, or texts with marked places (`[kind|words]`) when the file ends in .txt.</summary>
    public static List<PrivacyRow> Read(string path) => path.EndsWith(".txt", StringComparison.Ordinal)
        ? [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select((line, number) => Marked(line, $"own{number + 1:000}"))]
        : ReadJson(path);

    /// <summary>Reads the synthetic sentences of presidio-research; only the kinds that both know are kept.</summary>
    public static List<PrivacyRow> ReadPresidio(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.EnumerateArray().Select((row, number) => new PrivacyRow(
            $"pr{number:0000}", row.GetProperty("full_text").GetString()!, [.. row.GetProperty("spans").EnumerateArray().Select(Presidio).OfType<PrivacySpan>()], "[hand]"))];
    }

    // Their places count code points; in these sentences nothing lies outside the first plane, so the two agree.
    private static PrivacySpan? Presidio(JsonElement span)
    {
        var kind = span.GetProperty("entity_type").GetString() switch
        {
            "PERSON" => "name",
            "STREET_ADDRESS" => "address",
            "PHONE_NUMBER" => "phone",
            "EMAIL_ADDRESS" => "email",
            "CREDIT_CARD" or "IBAN_CODE" => "account",
            "IP_ADDRESS" => "ip",
            _ => null,
        };
        return kind is null ? null : new PrivacySpan(span.GetProperty("start_position").GetInt32(), span.GetProperty("end_position").GetInt32(), kind);
    }

    // "! " before a text: it confirms that somebody is a patient.
    private static PrivacyRow Marked(string line, string id)
    {
        if (line.StartsWith(Confirms, StringComparison.Ordinal))
            return Marked(line[Confirms.Length..], id) with { Note = "[hand] confirmation" };
        var (text, spans, from) = (new System.Text.StringBuilder(), new List<PrivacySpan>(), 0);
        foreach (Match mark in Marks().Matches(line))
        {
            text.Append(line, from, mark.Index - from).Append(mark.Groups["words"].Value);
            spans.Add(new PrivacySpan(text.Length - mark.Groups["words"].Length, text.Length, mark.Groups["kind"].Value));
            from = mark.Index + mark.Length;
        }
        return new PrivacyRow(id, text.Append(line, from, line.Length - from).ToString(), spans, "[hand]");
    }

    [GeneratedRegex(@"\[(?<kind>\w+)\|(?<words>[^\]]*)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marks();

    private static List<PrivacyRow> ReadJson(string path) => [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<PrivacyRow>(line, Json)!)];
}
