using System.Text.Json;
using Pendopo.Text.Claims;
using Pendopo.Text.Insights;
using Pendopo.Text.Reading;

namespace Pendopo.Libraries.Tests.Text;

/// <summary>The promised figures, measured on rows that never trained; passed over where the data is absent. bench/README.md prints them with their cases.</summary>
public sealed class BarTests
{
    private static readonly Lazy<List<(JsonElement Row, MessageInsight Said)>> Triage = new(() => [.. Lines("triage/triage.jsonl").Select(row => (row, MessageInspector.Inspect(row.GetProperty("text").GetString())))]);

    [Fact]
    public void Crises_are_found_with_few_false_alarms() => Flag("crisis", said => said.Crisis.Value, 0.94, 0.05);

    [Fact]
    public void Harm_after_treatment_is_found_with_few_false_alarms() => Flag("adverse_event", said => said.AdverseEvent.Value, 0.85, 0.05);

    [Fact]
    public void Urgent_messages_are_found_with_few_false_alarms() => Check(
        row => row.GetProperty("urgency").GetString() is "urgent" or "emergency", said => said.Urgency.Value is Urgency.Urgent or Urgency.Emergency, 0.95, 0.15);

    [Fact]
    public void Private_matters_are_told()
    {
        var rows = Triage.Value.Select(pair => (Truth: pair.Row.GetProperty("private_matter").GetBoolean(), Said: pair.Said.PrivateMatter.Value)).ToList();
        if (rows.Count > 0)
        {
            F1(rows).ShouldBeGreaterThanOrEqualTo(0.90);
        }
    }

    [Fact]
    public void Topics_are_told()
    {
        var rows = Triage.Value.Select(pair => (Truth: pair.Row.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()!).ToList(), Said: pair.Said.Topics.Value)).ToList();
        if (rows.Count > 0)
        {
            (2.0 * rows.Sum(row => row.Truth.Intersect(row.Said).Count()) / rows.Sum(row => row.Truth.Count + row.Said.Count)).ShouldBeGreaterThanOrEqualTo(0.80);
        }
    }

    [Fact]
    public void Sentiment_of_reviews_is_told()
    {
        if (SharedData.File("smsa/valid.tsv") is not { } path)
        {
            return;
        }

        var rows = File.ReadLines(path).Select(line => line.Split('\t')).Select(parts => (Truth: parts[1], Said: MessageInspector.Inspect(parts[0]).Sentiment.Value.ToString().ToLowerInvariant())).ToList();
        new[] { "positive", "neutral", "negative" }.Average(label => F1(rows.Select(row => (row.Truth == label, row.Said == label)))).ShouldBeGreaterThanOrEqualTo(0.87);
    }

    [Fact]
    public void Plain_texts_read_easier_than_hard_ones()
    {
        var pairs = Lines("literacy/literacy.jsonl").GroupBy(row => row.GetProperty("pair").GetString())
            .Select(pair => pair.ToDictionary(row => row.GetProperty("level").GetString()!, row => ReadingEase.Measure(row.GetProperty("text").GetString()).Score)).ToList();
        if (pairs.Count > 0)
        {
            pairs.Average(pair => pair["plain"] < pair["hard"] ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(0.90);
        }
    }

    [Fact]
    public void Claims_are_found_and_their_stance_read()
    {
        if (SharedData.File("claims/claims_registry.json") is not { } path)
        {
            return;
        }

        var matcher = new ClaimMatcher(ClaimRegistry.Read(File.ReadAllBytes(path)));
        var rows = Lines("claims/claims.jsonl").Select(row => (Claim: row.GetProperty("claim_id").GetString(), Stance: row.GetProperty("stance").GetString(), Text: row.GetProperty("text").GetString()!))
            .Select(row => (row.Claim, row.Stance, Best: matcher.Match(row.Text).Select(match => match.ClaimId).FirstOrDefault(), Read: matcher.ReadStance(row.Text).ToString().ToLowerInvariant())).ToList();

        rows.Where(row => row.Stance is "asserts" or "asks").Average(row => row.Best == row.Claim ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(0.85);
        rows.Where(row => row.Claim is null).Average(row => row.Best is null ? 0 : 1.0).ShouldBeLessThanOrEqualTo(0.10);
        rows.Average(row => row.Stance == row.Read ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(0.80);
    }

    [Fact]
    public void Verified_claims_are_found_for_tweets()
    {
        if (SharedData.File("clef2020-claims/verified_claims.docs.tsv") is not { } path)
        {
            return;
        }

        var matcher = new ClaimMatcher(File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Where(parts => parts.Length > 1).Select(parts => new Claim(parts[0], [parts[1]], parts.ElementAtOrDefault(2))));
        var right = File.ReadLines(SharedData.File("clef2020-claims/dev.qrels")!).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts[3] != "0").ToLookup(parts => parts[0], parts => parts[2]);
        var queries = File.ReadLines(SharedData.File("clef2020-claims/dev.queries.tsv")!).Select(line => line.Split('\t')).Where(parts => right.Contains(parts[0])).ToList();

        queries.Average(query => AveragePrecision([.. matcher.Rank(query[1]).Select(match => match.ClaimId)], [.. right[query[0]]])).ShouldBeGreaterThanOrEqualTo(0.86);
    }

    private static void Flag(string name, Func<MessageInsight, bool> said, double recall, double falseAlarms) => Check(row => row.GetProperty(name).GetBoolean(), said, recall, falseAlarms);

    private static void Check(Func<JsonElement, bool> truth, Func<MessageInsight, bool> said, double recall, double falseAlarms)
    {
        if (Triage.Value.Count == 0)
        {
            return;
        }

        Triage.Value.Where(pair => truth(pair.Row)).Average(pair => said(pair.Said) ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(recall);
        Triage.Value.Where(pair => !truth(pair.Row)).Average(pair => said(pair.Said) ? 1.0 : 0).ShouldBeLessThanOrEqualTo(falseAlarms);
    }

    private static double AveragePrecision(string[] best, string[] right)
    {
        double sum = 0, found = 0;
        for (var i = 0; i < best.Length; i++)
        {
            sum += right.Contains(best[i]) ? ++found / (i + 1) : 0;
        }

        return sum / Math.Min(5, right.Length);
    }

    private static double F1(IEnumerable<(bool Truth, bool Said)> rows)
    {
        var all = rows.ToList();
        return 2.0 * all.Count(row => row.Truth && row.Said) / (all.Count(row => row.Truth) + all.Count(row => row.Said));
    }

    private static IEnumerable<JsonElement> Lines(string name) => SharedData.File(name) is { } path ? File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement) : [];
}
