using System.Diagnostics;
using Pendopo.Text.Insights;

namespace Pendopo.Libraries.Tests.Text;

/// <summary>Times run alone, and the best of several counts, so that neither other tests nor a busy machine speak.</summary>
[CollectionDefinition(nameof(TimeTests), DisableParallelization = true)]
public sealed class AloneForTime;

[Collection(nameof(TimeTests))]
public sealed class TimeTests
{
    [Fact]
    public void The_models_are_smaller_than_twelve_megabytes()
    {
        using var stream = typeof(MessageInspector).Assembly.GetManifestResourceStream("models.bin")!;
        stream.Length.ShouldBeLessThan(12 * 1024 * 1024);
    }

    [Fact]
    public void Time_grows_no_faster_than_the_text()
    {
        foreach (var piece in (string[])["a", "mati ", "sekaliiii", "a.b", "😭", "@", "''", "anak2 "])
        {
            var once = Time(string.Concat(Enumerable.Repeat(piece, 4_000)));
            var tenfold = Time(string.Concat(Enumerable.Repeat(piece, 40_000)));
            tenfold.ShouldBeLessThan((once * 40) + 1000, piece);
        }
    }

    // The best of five, so that a busy machine does not speak.
    private static double Time(string text) => Enumerable.Range(0, 5).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        MessageInspector.Inspect(text);
        return watch.Elapsed.TotalMilliseconds;
    });
}
