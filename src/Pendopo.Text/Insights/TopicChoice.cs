using Pendopo.Text.Models;

namespace Pendopo.Text.Insights;

/// <summary>Picks topics: the best one always, further ones when they are likely by themselves.</summary>
internal static class TopicChoice
{
    private const float Further = 0.5f;
    private const int Most = 3;

    // "other" says that nothing fits: it stands beside no topic unless it is as good as sure.
    private static readonly int Other = Labels.Topics.Length - 1;

    public static Finding<IReadOnlyList<string>> Choose(InspectionScratch work)
    {
        var scores = work.Triage.AsSpan(Labels.FirstTopic, Labels.Topics.Length);
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        var chosen = new List<int> { best };
        for (var i = 0; i < scores.Length; i++)
        {
            if (i != best && i != Other && scores[i] >= Further)
            {
                chosen.Add(i);
            }
        }

        var confidence = scores[best];
        var reasons = best == Other ? [] : work.Reasons(ModelSet.Instance.Triage, Labels.FirstTopic + best);
        if (chosen.Count > 1)
        {
            var values = scores.ToArray();
            chosen.Sort((a, b) => values[b].CompareTo(values[a]));
        }

        return new Finding<IReadOnlyList<string>>([.. chosen.Take(Most).Select(i => Labels.Topics[i])], confidence, confidence < 0.4, reasons);
    }
}
