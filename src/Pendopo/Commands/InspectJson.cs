using System.Text.Json;
using Pendopo.Text.Claims;
using Pendopo.Text.Insights;

namespace Pendopo.Commands;

/// <summary>What `inspect` prints for one message.</summary>
internal static class InspectJson
{
    public static void Write(ReadOnlySpan<byte> id, string text, Utf8JsonWriter json)
    {
        var said = MessageInspector.Inspect(text);
        json.WriteStartObject();
        json.WritePropertyName("id");
        json.WriteRawValue(id, skipInputValidation: true);
        json.WriteString("lang", said.LanguageCode);
        json.WriteString("urgency", Name(said.Urgency.Value));
        json.WriteBoolean("crisis", said.Crisis.Value);
        json.WriteBoolean("adverse_event", said.AdverseEvent.Value);
        json.WriteBoolean("rumour", said.Rumour.Value);
        Strings(json, "topics", said.Topics.Value);
        json.WriteString("sentiment", Name(said.Sentiment.Value));
        json.WriteBoolean("private_matter", said.PrivateMatter.Value);
        json.WriteStartObject("reading");
        json.WriteString("level", said.Reading.Level);
        json.WriteNumber("score", said.Reading.Score);
        json.WriteEndObject();
        Details(json, said);
        json.WriteEndObject();
    }

    public static void WriteClaims(ClaimMatcher matcher, ReadOnlySpan<byte> id, string text, Utf8JsonWriter json)
    {
        var matches = matcher.Match(text);
        var stance = matches.Count == 0 ? Stance.None : matcher.ReadStance(text, matches[0].ClaimId);
        json.WriteStartObject();
        json.WritePropertyName("id");
        json.WriteRawValue(id, skipInputValidation: true);
        json.WriteStartArray("matches");
        foreach (var match in matches)
        {
            json.WriteStartObject();
            json.WriteString("claim_id", match.ClaimId);
            json.WriteNumber("score", Math.Round(match.Score, 3));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("stance", Name(stance));
        json.WriteEndObject();
    }

    private static void Details(Utf8JsonWriter json, MessageInsight said)
    {
        var findings = Findings(said);
        json.WriteStartObject("confidence");
        foreach (var (name, confidence, _, _) in findings)
        {
            json.WriteNumber(name, Math.Round(confidence, 3));
        }

        json.WriteEndObject();
        json.WriteStartObject("reasons");
        foreach (var (name, _, _, reasons) in findings)
        {
            if (reasons.Count > 0)
            {
                Strings(json, name, reasons);
            }
        }

        json.WriteEndObject();
        Strings(json, "unsure", findings.Where(finding => finding.Unsure).Select(finding => finding.Name));
    }

    private static (string Name, double Confidence, bool Unsure, IReadOnlyList<string> Reasons)[] Findings(MessageInsight said) =>
    [
        ("urgency", said.Urgency.Confidence, said.Urgency.Unsure, said.Urgency.Reasons),
        ("crisis", said.Crisis.Confidence, said.Crisis.Unsure, said.Crisis.Reasons),
        ("adverse_event", said.AdverseEvent.Confidence, said.AdverseEvent.Unsure, said.AdverseEvent.Reasons),
        ("rumour", said.Rumour.Confidence, said.Rumour.Unsure, said.Rumour.Reasons),
        ("topics", said.Topics.Confidence, said.Topics.Unsure, said.Topics.Reasons),
        ("sentiment", said.Sentiment.Confidence, said.Sentiment.Unsure, said.Sentiment.Reasons),
        ("private_matter", said.PrivateMatter.Confidence, said.PrivateMatter.Unsure, said.PrivateMatter.Reasons),
    ];

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string Name(Urgency urgency) => urgency switch
    {
        Urgency.None => "none",
        Urgency.Routine => "routine",
        Urgency.Urgent => "urgent",
        _ => "emergency",
    };

    private static string Name(Sentiment sentiment) => sentiment switch
    {
        Sentiment.Positive => "positive",
        Sentiment.Neutral => "neutral",
        _ => "negative",
    };

    private static string Name(Stance stance) => stance switch
    {
        Stance.Asserts => "asserts",
        Stance.Asks => "asks",
        Stance.Denies => "denies",
        _ => "none",
    };
}
