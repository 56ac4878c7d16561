using Pendopo.Text.Languages;
using Pendopo.Text.Models;
using Pendopo.Text.Reading;

namespace Pendopo.Text.Insights;

/// <summary>
/// Reads messages to a health centre: how urgent, what about, how it feels, whether it belongs in private. Small linear models trained on rows
/// written for this purpose; no network. Safe to call from many threads at once.
/// </summary>
public static class MessageInspector
{
    // Where a miss harms a person and a false alarm costs a glance, the answer is "yes" well under one half:
    // up to one false alarm in twenty messages is accepted for crisis and harm, one in seven for urgency.
    private const double CrisisThreshold = 0.1;
    private const double HarmThreshold = 0.06;
    private const double PressingThreshold = 0.28;
    private const double Threshold = 0.5;
    private const double UnsureBelow = 0.6;

    private static readonly MessageInsight Nothing = new()
    {
        Language = Language.Unknown,
        Urgency = new(Insights.Urgency.None, 1, false, []),
        Crisis = new(false, 1, false, []),
        AdverseEvent = new(false, 1, false, []),
        Rumour = new(false, 1, false, []),
        PrivateMatter = new(false, 1, false, []),
        Topics = new(["other"], 1, false, []),
        Sentiment = new(Insights.Sentiment.Neutral, 1, false, []),
        Reading = default,
    };

    [ThreadStatic]
    private static InspectionScratch? scratch;

    /// <summary>What the models say about a message. Null and empty text are a message without content: no urgency, no crisis, topic "other".</summary>
    public static MessageInsight Inspect(string? text)
    {
        var work = scratch ??= new InspectionScratch();
        work.Read(text);
        if (work.Reader.Words.Count == 0)
        {
            return Nothing;
        }

        var models = ModelSet.Instance;
        models.Triage.Score(work.Reader.Features, work.Triage);
        models.Sentiment.Score(work.Reader.Features, work.Sentiment);
        models.Calibrate(work.Triage, work.Sentiment);
        var language = LanguageIdentifier.Identify(work.Reader.Plain);
        return new MessageInsight
        {
            Language = language.Language,
            Urgency = Urgency(work),
            Crisis = Flag(work, Labels.Crisis, CrisisThreshold),
            AdverseEvent = Flag(work, Labels.Adverse, HarmThreshold),
            Rumour = Flag(work, Labels.Rumour, Threshold),
            PrivateMatter = Flag(work, Labels.Private, Threshold),
            Topics = TopicChoice.Choose(work),
            Sentiment = Sentiment(work),
            Reading = ReadingEase.Measure(text, language.Language),
        };
    }

    /// <summary>Loads the models now (under 300 ms) instead of at the first message.</summary>
    public static void Load() => _ = ModelSet.Instance;

    private static Finding<Urgency> Urgency(InspectionScratch work)
    {
        var scores = work.Triage.AsSpan(0, 4);
        var pressing = scores[2] + scores[3] >= PressingThreshold;
        var best = pressing ? 2 + Best(scores[2..]) : Best(scores[..2]);
        var confidence = pressing ? scores[2] + scores[3] : scores[best];
        return new Finding<Urgency>((Urgency)best, confidence, confidence < UnsureBelow, best == 0 ? [] : work.Reasons(ModelSet.Instance.Triage, best));
    }

    private static Finding<Sentiment> Sentiment(InspectionScratch work)
    {
        var best = Best(work.Sentiment.AsSpan(0, 3));
        var confidence = work.Sentiment[best];
        return new Finding<Sentiment>((Sentiment)best, confidence, confidence < UnsureBelow, best == 1 ? [] : work.Reasons(ModelSet.Instance.Sentiment, best));
    }

    private static Finding<bool> Flag(InspectionScratch work, int output, double threshold)
    {
        double probability = work.Triage[output];
        var value = probability >= threshold;
        return new Finding<bool>(value, value ? probability : 1 - probability, Math.Abs(probability - threshold) < Math.Min(0.15, threshold / 2), value ? work.Reasons(ModelSet.Instance.Triage, output) : []);
    }

    private static int Best(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
