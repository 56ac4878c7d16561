using Pendopo.Text.Models;

namespace Pendopo.Training;

/// <summary>A message as the trainer sees it: hashed features by group, and what each output should be (1, 0, or -1 for "not known").</summary>
internal sealed record Sample(uint[] Hashes, int WordsEnd, int LettersEnd, sbyte[] Targets, float Weight)
{
    public static Sample Read(MessageReader reader, string text, sbyte[] targets, float weight)
    {
        reader.Read(text);
        return new Sample(reader.Features.Hashes.ToArray(), reader.Features.WordsEnd, reader.Features.LettersEnd, targets, weight);
    }
}
