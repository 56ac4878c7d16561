using System.Text.Json;
using Pendopo.Text.Claims;

namespace Pendopo.Evaluation.Text;

/// <summary>Messages against the registry of health claims: the right claim first, nothing for unrelated messages, the stance.</summary>
internal static class ClaimFigures
{
    public static void Print(Report report)
    {
        var folder = SharedData.Find("claims");
        var claims = ClaimRegistry.Read(File.ReadAllBytes(Path.Combine(folder, "claims_registry.json")));
        var matcher = new ClaimMatcher(claims);
        var texts = claims.ToDictionary(claim => claim.Id, claim => string.Join(" / ", claim.Texts));
        var rows = File.ReadLines(Path.Combine(folder, "claims.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => (Text: row.GetProperty("text").GetString()!, Claim: row.GetProperty("claim_id").GetString(), Stance: row.GetProperty("stance").GetString()!))
            .Select(row => (row.Text, row.Claim, row.Stance, Ranked: matcher.Rank(row.Text), Said: matcher.Match(row.Text), Read: matcher.ReadStance(row.Text).ToString().ToLowerInvariant())).ToList();
        var speaking = rows.Where(row => row.Stance is "asserts" or "asks").ToList();
        report.Figure("recall@1, messages that assert or ask", speaking.Average(row => row.Said.Count > 0 && row.Said[0].ClaimId == row.Claim ? 1.0 : 0), ">= 0.85", $"{speaking.Count} messages");
        report.Figure("the same without threshold", speaking.Average(row => row.Ranked.Count > 0 && row.Ranked[0].ClaimId == row.Claim ? 1.0 : 0), "-");
        var unrelated = rows.Where(row => row.Claim is null).ToList();
        report.Figure("unrelated messages matched", unrelated.Average(row => row.Said.Count > 0 ? 1.0 : 0), "<= 0.10", $"{unrelated.Count} messages");
        report.Figure("stance accuracy", rows.Average(row => row.Stance == row.Read ? 1.0 : 0), ">= 0.80");
        report.Figure("stance accuracy, messages about a claim", rows.Where(row => row.Claim is not null).Average(row => row.Stance == row.Read ? 1.0 : 0), "-");
        report.Cases("not first", speaking.Where(row => row.Said.Count == 0 || row.Said[0].ClaimId != row.Claim).Select(row => $"{row.Text} | {texts[row.Claim!]} | {string.Join("; ", row.Ranked.Take(2).Select(match => $"{match.Score:0.00} {texts[match.ClaimId]}"))} | right {row.Ranked.FirstOrDefault(match => match.ClaimId == row.Claim).Score:0.00}"));
        report.Cases("unrelated", unrelated.Where(row => row.Said.Count > 0).Select(row => $"{row.Said[0].Score:0.00} {row.Text} | {texts[row.Said[0].ClaimId]}"));
        report.Cases("stance", rows.Where(row => row.Stance != row.Read).Select(row => $"{row.Stance} as {row.Read}: {row.Text} | {(row.Claim is null ? "-" : texts[row.Claim])}"));
    }
}
