using System.Net;

namespace Pendopo.Tests.Crash.Writers;

/// <summary>One of those who write at the same time. It takes one numbered step after another and remembers which was acknowledged, so that
/// after a crash what is kept can be held against it: steps 1 to k, with k at least what was acknowledged and at most what was begun.</summary>
internal abstract class Writer(string name)
{
    public string Name { get; } = name;

    /// <summary>The last step whose answer came.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>The last step that was begun: the acknowledged one, or the next.</summary>
    public int Begun { get; private set; }

    /// <summary>Writes until the program goes or the token is cancelled.</summary>
    /// <param name="lenient">Whether the program may refuse for want of means; then the writer stops, and the step counts as begun.</param>
    public async Task Write(Door door, Action acknowledged, bool lenient, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                Begun = Acknowledged + 1;
                if (!await Taken(door, lenient))
                    continue;
                Acknowledged = Begun;
                acknowledged();
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // The program went: what became of this step is seen afterwards.
        }
        catch (Exception error) when (lenient && error is RefusedException or TaskCanceledException)
        {
            // A program that may open no further file leaves who knocks standing at the door.
        }
    }

    // Where a crowd is too much for the machine that tests, the program says so and keeps nothing: the same step is taken again.
    private async Task<bool> Taken(Door door, bool lenient)
    {
        try
        {
            await Take(Begun, door);
            return true;
        }
        catch (RefusedException refused) when (!lenient && refused.Status == HttpStatusCode.ServiceUnavailable)
        {
            return false;
        }
    }

    /// <summary>Holds what is kept against what was acknowledged.</summary>
    public void Check(int kept, string when) => kept.ShouldBeInRange(Acknowledged, Begun, $"{Name} {when}");

    /// <summary>Goes on from what is kept.</summary>
    public void GoOn(Kept rows)
    {
        Acknowledged = Begun = Count(rows);
        Remember(rows);
    }

    /// <summary>How many steps are kept. Throws when they are not one gapless series.</summary>
    public abstract int Count(Kept rows);

    protected abstract Task Take(int step, Door door);

    protected virtual void Remember(Kept rows)
    {
    }

    protected static int Gapless(IEnumerable<int> numbers, string rows = "")
    {
        var sorted = numbers.Order().ToList();
        sorted.ShouldBe(Enumerable.Range(1, sorted.Count), rows);
        return sorted.Count;
    }
}

/// <summary>An answer that a writer did not expect.</summary>
internal sealed class RefusedException(HttpStatusCode status, string message) : Exception($"{(int)status} {message}")
{
    public HttpStatusCode Status { get; } = status;
}
