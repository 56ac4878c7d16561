namespace Pendopo.Text.Models;

/// <summary>A choice among several outputs, in training and in use.</summary>
internal static class Choice
{
    /// <summary>Turns raw scores into probabilities that sum to 1, in place; the largest is taken off first, so that nothing overflows.</summary>
    public static void Softmax(Span<float> scores)
    {
        var largest = float.MinValue;
        foreach (var score in scores)
        {
            largest = MathF.Max(largest, score);
        }

        var sum = 0f;
        foreach (ref var score in scores)
        {
            score = MathF.Exp(score - largest);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }
    }
}
