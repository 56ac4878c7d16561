using Pendopo.Safety.Guard;
using Pendopo.Text.Insights;

namespace Pendopo.Safety.Contracts;

/// <summary>What words tell of somebody's danger to themselves, the heaviest last.</summary>
public enum DistressSign
{
    /// <summary>Nothing, or talk about the matter: news, teaching, a figure of speech.</summary>
    None,

    /// <summary>They suffer, or it is not certain what they mean: somebody looks the same day.</summary>
    Distress,

    /// <summary>They do not want to live, see no way, or say goodbye.</summary>
    Wish,

    /// <summary>A plan, a means or a time is named, or it is under way.</summary>
    Plan,
}

/// <summary>Looks through words of members for danger, so that a person answers. Nothing is counted, kept from being posted or answered by itself.</summary>
public static class DistressReader
{
    /// <summary>The heaviest sign in the words; <see cref="DistressSign.None"/> for empty ones. A miss costs more than a false alarm, so it says rather too much.</summary>
    public static DistressSign Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || !AnalysisDoor.MayBringForward(AnalysisDoor.Square))
            return DistressSign.None;
        var (despairs, said) = (DespairWords.Stand(text), MessageInspector.Inspect(text));
        // The model alone hears despair in a bare greeting, too: without a hurry in the same words it is not heeded.
        var sees = said.Crisis.Value && said.Urgency.Value >= Urgency.Urgent;
        if (!despairs && !sees)
            return DistressSign.None;
        if (sees && (DespairWords.NameMeans(text) || (despairs && said.Urgency.Value == Urgency.Emergency)))
            return DistressSign.Plan;
        return sees && (despairs || !said.Crisis.Unsure) ? DistressSign.Wish : DistressSign.Distress;
    }
}
