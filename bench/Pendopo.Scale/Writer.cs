namespace Pendopo.Scale;

/// <summary>Writes posts out of the sentences of this repository (the sample posts and the rows that train the models, Indonesian and English),
/// with rare names among them, so that words are as unevenly common as in a real archive.</summary>
internal sealed class Writer
{
    private const int RareWords = 60_000;
    private static readonly string[] Syllables = ["ba", "ko", "li", "ma", "sen", "tu", "ra", "pi", "dang", "we", "nur", "ga", "lo", "ti", "sum", "ja", "ke", "yo", "har", "mi"];
    private readonly Random random = new(20261122);
    private readonly string[] sentences;

    public Writer(string repository)
    {
        var posts = Directory.GetFiles(Path.Combine(repository, "src/Pendopo/Publishing/Sample/Posts"), "*.md").SelectMany(File.ReadLines);
        var rows = Directory.GetFiles(Path.Combine(repository, "training/rows"), "*.txt").SelectMany(File.ReadLines).Select(line => line.Split(['|', '\t'])[^1]);
        sentences = [.. posts.Concat(rows).Select(line => line.Trim(' ', '#', '-', '*')).Where(line => line.Length is > 25 and < 300).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    public int Sentences => sentences.Length;

    /// <summary>A title, and a body of about 90 words.</summary>
    public (string Title, string Body) Post()
    {
        var body = string.Join(' ', Enumerable.Range(0, 7).Select(_ => sentences[Skewed(sentences.Length)]).Append($"{Rare()} {Rare()}, {Rare()}."));
        return ($"{Cut(sentences[Skewed(sentences.Length)], 60)} {Rare()}", body);
    }

    /// <summary>A made word, one of sixty thousand; the first are met often, the last hardly ever.</summary>
    public string Rare() => Word(Skewed(RareWords));

    public static string Word(int number) =>
        string.Concat(Enumerable.Range(0, 4).Select(place => Syllables[number / (int)Math.Pow(Syllables.Length, place) % Syllables.Length]));

    // By Zipf's law the n-th word occurs 1/n times as often as the first: logarithmically even numbers.
    private int Skewed(int count) => (int)Math.Pow(count, random.NextDouble()) - 1;

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..text.LastIndexOf(' ', length)];
}
