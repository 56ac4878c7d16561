using Pendopo.Text.Models;

namespace Pendopo.Training;

/// <summary>Fits slope and shift of each output on rows the model has not seen (Platt 1999), by plain gradient descent on the log loss.</summary>
internal static class Calibration
{
    private const int Steps = 400;

    /// <summary>One slope for a choice among several outputs: a temperature, so that the order stays.</summary>
    public static float Temperature(IReadOnlyList<(float[] Scores, int Label)> rows, int outputs)
    {
        var slope = 1.0;
        for (var step = 0; step < Steps; step++)
        {
            var gradient = 0.0;
            foreach (var (scores, label) in rows)
            {
                var exps = scores.Take(outputs).Select(score => Math.Exp(slope * (score - scores[label]))).ToArray();
                var sum = exps.Sum();
                for (var k = 0; k < outputs; k++)
                {
                    gradient += ((exps[k] / sum) - (k == label ? 1 : 0)) * scores[k];
                }
            }

            slope = Math.Clamp(slope - (0.5 * gradient / rows.Count), 0.1, 3);
        }

        return (float)slope;
    }

    /// <summary>Slope and shift of one yes-or-no output. Slope stays within 0.2 and 2: held-out rows are kinder than the world.</summary>
    public static (float Slope, float Shift) Platt(IReadOnlyList<(float Score, bool Yes)> rows)
    {
        double slope = 1, shift = 0;
        for (var step = 0; step < Steps; step++)
        {
            double slopeGradient = 0, shiftGradient = 0;
            foreach (var (score, yes) in rows)
            {
                var error = (1 / (1 + Math.Exp(-((slope * score) + shift)))) - (yes ? 1 : 0);
                slopeGradient += error * score;
                shiftGradient += error;
            }

            slope = Math.Clamp(slope - (2 * slopeGradient / rows.Count), 0.2, 2);
            shift = Math.Clamp(shift - (2 * shiftGradient / rows.Count), -1, 1);
        }

        return ((float)slope, (float)shift);
    }
}
