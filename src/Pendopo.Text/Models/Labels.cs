namespace Pendopo.Text.Models;

/// <summary>The outputs of the triage model in their order, as trained weights have them.</summary>
internal static class Labels
{
    public const int Crisis = 4;
    public const int Adverse = 5;
    public const int Rumour = 6;
    public const int Private = 7;
    public const int FirstTopic = 8;

    public static readonly string[] Urgency = ["none", "routine", "urgent", "emergency"];

    public static readonly string[] Sentiment = ["positive", "neutral", "negative"];

    public static readonly string[] Topics =
    [
        "dengue", "tb", "hiv_sti", "immunisation", "pregnancy_birth", "child_health", "nutrition_stunting", "chronic_disease", "mental_health", "infection_other",
        "injury_first_aid", "medicines", "lab_results", "queue_booking", "cost_bpjs", "opening_hours_location", "referral_records", "complaint_service",
        "praise", "digital_help", "environment_outbreak", "events_programmes", "spam", "other",
    ];

    public static readonly int Outputs = FirstTopic + Topics.Length;
}
