using System.IO.Compression;

namespace Pendopo.Text.Models;

/// <summary>The trained models, read once from the library's own resource.</summary>
internal sealed class ModelSet
{
    private const string Resource = "models.bin";
    private static readonly Lazy<ModelSet> Loaded = new(Load);

    private readonly float[] slopes;
    private readonly float[] shifts;

    private ModelSet(HashedModel triage, HashedModel sentiment, float[] slopes, float[] shifts)
    {
        Triage = triage;
        Sentiment = sentiment;
        this.slopes = slopes;
        this.shifts = shifts;
    }

    public static ModelSet Instance => Loaded.Value;

    public HashedModel Triage { get; }

    public HashedModel Sentiment { get; }

    /// <summary>Reads what the trainer wrote: both models, then slope and shift of every output (Platt, "Probabilistic outputs", 1999), deflated.</summary>
    public static ModelSet Read(Stream stream)
    {
        using var inflated = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionMode.Decompress))
        {
            deflate.CopyTo(inflated);
        }

        inflated.Position = 0;
        using var reader = new BinaryReader(inflated);
        var triage = HashedModel.Read(reader);
        var sentiment = HashedModel.Read(reader);
        var models = new ModelSet(triage, sentiment, new float[Labels.Outputs + 3], new float[Labels.Outputs + 3]);
        for (var i = 0; i < models.slopes.Length; i++)
        {
            models.slopes[i] = reader.ReadSingle();
            models.shifts[i] = reader.ReadSingle();
        }

        return models;
    }

    /// <summary>Turns raw scores into probabilities in place.</summary>
    public void Calibrate(Span<float> triage, Span<float> sentiment)
    {
        for (var i = 0; i < Labels.Outputs; i++)
        {
            triage[i] = (triage[i] * slopes[i]) + shifts[i];
        }

        for (var i = 0; i < 3; i++)
        {
            sentiment[i] = (sentiment[i] * slopes[Labels.Outputs + i]) + shifts[Labels.Outputs + i];
        }

        Choice.Softmax(triage[..4]);
        Choice.Softmax(sentiment[..3]);
        foreach (ref var score in triage[4..Labels.Outputs])
        {
            score = 1 / (1 + MathF.Exp(-score));
        }
    }

    private static ModelSet Load()
    {
        using var stream = typeof(ModelSet).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The trained models are missing from the library: run training/Pendopo.Training.");
        return Read(stream);
    }
}
