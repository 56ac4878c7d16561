using Pendopo.Text.Models;

namespace Pendopo.Training;

/// <summary>Scores a sample as the library scores a message.</summary>
internal static class SampleScore
{
    public static float[] Of(HashedModel model, Sample sample)
    {
        var list = new FeatureList();
        for (var i = 0; i < sample.Hashes.Length; i++)
        {
            if (i == sample.WordsEnd)
            {
                list.EndWords();
            }

            if (i == sample.LettersEnd)
            {
                list.EndLetters();
            }

            list.Add(sample.Hashes[i], 0);
        }

        var scores = new float[HashedModel.Stride(model.Outputs)];
        model.Score(list, scores);
        return scores;
    }
}
