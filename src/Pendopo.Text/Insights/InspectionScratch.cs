using Pendopo.Text.Models;

namespace Pendopo.Text.Insights;

/// <summary>What one thread needs to inspect messages, used again for each.</summary>
internal sealed class InspectionScratch
{
    private const int MostReasons = 4;

    private readonly float[] parts = new float[512];
    private readonly bool[] taken = new bool[512];

    public MessageReader Reader { get; } = new();

    public float[] Triage { get; } = new float[HashedModel.Stride(Labels.Outputs)];

    public float[] Sentiment { get; } = new float[HashedModel.Stride(Labels.Sentiment.Length)];

    public void Read(string? text) => Reader.Read(text);

    /// <summary>The words that spoke most for an output: each word by the sum of its features.</summary>
    public IReadOnlyList<string> Reasons(HashedModel model, int output)
    {
        var words = Reader.Words;
        Array.Clear(parts, 0, words.Count);
        Array.Clear(taken, 0, words.Count);
        model.AddParts(Reader.Features, output, parts);
        var reasons = new List<string>(MostReasons);
        var first = 0f;
        for (var n = 0; n < MostReasons; n++)
        {
            var best = -1;
            for (var i = 0; i < words.Count; i++)
            {
                best = !taken[i] && (best < 0 || parts[i] > parts[best]) ? i : best;
            }

            first = n == 0 && best >= 0 ? parts[best] : first;
            if (best < 0 || parts[best] <= first * 0.25f)
            {
                break;
            }

            taken[best] = true;
            var word = Reader.Plain.Slice(words[best].Start, words[best].Length).ToString();
            if (!reasons.Contains(word))
            {
                reasons.Add(word);
            }
        }

        return reasons;
    }
}
