namespace Pendopo.Training.Privacy;

/// <summary>Makes the weights that Pendopo.Privacy carries, of texts written for this project alone.</summary>
internal sealed class PrivacyTraining(string repository, string data, TextWriter log)
{
    private const int Epochs = 10;

    public void Write()
    {
        var folder = Path.Combine(repository, "training", "privacy");
        var corpus = new Corpus(folder, new Random(4_711), Overlap.Read(folder, data));
        var examples = corpus.Read();
        log.WriteLine($"{corpus.ThrownOut.Count} rows and patterns retell a row that measures and are left out");
        var lessons = examples.SelectMany(Lesson.Of).ToList();
        log.WriteLine($"{examples.Count} texts grown from {examples[^1].Group + 1} rows and patterns, {lessons.Sum(lesson => lesson.Labels.Length)} tokens");
        foreach (var line in corpus.ThrownOut)
            log.WriteLine("left out: " + line);
        using var file = File.Create(Path.Combine(repository, "src", "Pendopo.Privacy", "Tagging", "weights.bin"));
        new Perceptron(lessons).Learn(lessons, Epochs, file, log);
    }
}
