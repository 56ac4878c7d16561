using System.Diagnostics;
using System.Text;

namespace Pendopo.Fuzz;

/// <summary>What one reader came to.</summary>
/// <param name="Faults">What made it throw or answer wrongly, one of each kind, with the input.</param>
internal sealed record Outcome(int Runs, int Steps, int Kept, IReadOnlyDictionary<string, byte[]> Faults, TimeSpan Slowest);

/// <summary>Feeds a reader with changed inputs for a while, and goes on from those that took it where it had not been.</summary>
internal sealed class Fuzzer(Target target, int seed)
{
    // One input of at most 16 KB that takes longer is a fault: with as many as a visitor may send it would hold a processor.
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(1);

    private readonly Random random = new(seed);
    private readonly List<byte[]> kept = [.. target.Seeds];
    private readonly Dictionary<string, byte[]> faults = new(StringComparer.Ordinal);
    private TimeSpan slowest;

    public Outcome Run(TimeSpan time)
    {
        Edges.Forget();
        var (began, runs) = (Stopwatch.GetTimestamp(), 0);
        var mutator = new Mutator(random, [.. target.Words.Select(Encoding.UTF8.GetBytes)]);
        foreach (var first in target.Seeds)
            Try(first);
        for (; Stopwatch.GetElapsedTime(began) < time; runs++)
        {
            // The newest lead furthest; half of the time one of them.
            var at = random.Next(2) == 0 ? Math.Max(0, kept.Count - 1 - random.Next(16)) : random.Next(kept.Count);
            var input = mutator.Change(kept[at], kept[random.Next(kept.Count)]);
            if (Try(input))
                kept.Add(input);
        }
        return new(runs, Edges.Seen, kept.Count, faults, slowest);
    }

    private bool Try(byte[] input)
    {
        Edges.Begin();
        var began = Stopwatch.GetTimestamp();
        try
        {
            if (target.Read(input) is { } wrong)
                faults.TryAdd(wrong, input);
        }
        catch (Exception error)
        {
            faults.TryAdd($"{error.GetType().Name} {error.StackTrace?.Split('\n')[0].Trim()}", input);
        }
        var took = Stopwatch.GetElapsedTime(began);
        // The first readings compile what they run.
        if (took > TooSlow && !Again(input))
            faults.TryAdd("slow", input);
        slowest = took > slowest ? took : slowest;
        return Edges.Found();
    }

    private bool Again(byte[] input)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            target.Read(input);
        }
        catch (Exception error)
        {
            // Noted above.
            _ = error;
        }
        return Stopwatch.GetElapsedTime(began) <= TooSlow;
    }
}
