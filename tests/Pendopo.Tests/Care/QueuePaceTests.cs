using Pendopo.Care.Queue;

namespace Pendopo.Tests.Care;

/// <summary>How long a wait is said to be, on simulated days: consultations of changing length, people who are not there, a break, and priorities that come in between.</summary>
public sealed class QueuePaceTests
{
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.08, 0.15)]
    [InlineData(0.15, 0.25)]
    public void The_range_holds_what_really_happens_in_four_to_nineteen_of_twenty_and_is_no_wider_than_it_must(double noShows, double priorities)
    {
        var (held, all, width) = (0, 0, 0.0);
        foreach (var seed in Enumerable.Range(1, 60))
        {
            foreach (var (range, truth) in Day(new Random(seed), noShows, priorities))
            {
                all++;
                width += (range.To - range.From) / Math.Max(truth, 10);
                if (truth >= range.From && truth <= range.To)
                    held++;
            }
        }
        var share = (double)held / all;
        share.ShouldBeInRange(0.80, 0.95, $"of {all}");
        (width / all).ShouldBeLessThan(1.8);
    }

    [Fact]
    public void Before_anything_was_seen_the_plan_is_believed_and_a_slow_morning_is_learned_from()
    {
        var plan = QueuePace.Of(10, [], 3, 0);
        plan.From.ShouldBeLessThan(40);
        plan.To.ShouldBeGreaterThan(40);
        var slow = QueuePace.Of(10, [20, 22, 19, 21, 20, 18, 23, 20], 3, 0);
        slow.From.ShouldBeGreaterThan(plan.From);
        (slow.From + slow.To).ShouldBeGreaterThan(120);
        QueuePace.Of(0, [], 0, 60).From.ShouldBe(0);
    }

    /// <summary>A day of forty calls: for some of those who wait, what is said when they look, and when they are called in truth.</summary>
    private static IEnumerable<(WaitRange Range, double Truth)> Day(Random chance, double noShows, double priorities)
    {
        // The day's own pace is not the plan's.
        var pace = 10 * (0.6 + (1.1 * chance.NextDouble()));
        var at = 0.0;
        var calls = new List<double>();
        for (var call = 0; call < 45; call++)
        {
            calls.Add(at);
            at += chance.NextDouble() < noShows ? 1 : pace * Gamma(chance);
        }
        for (var looks = 4; looks < 30; looks += 5)
        {
            var (ahead, now) = (chance.Next(0, 10), calls[looks] + (chance.NextDouble() * (calls[looks + 1] - calls[looks])));
            // Somebody with a priority may yet come before them.
            var between = Enumerable.Range(0, ahead).Count(_ => chance.NextDouble() < priorities / 3);
            var gaps = calls.Take(looks + 1).Zip(calls.Skip(1).Take(looks), (first, second) => second - first).ToList();
            yield return (QueuePace.Of(10, gaps, ahead, now - calls[looks]), calls[looks + 1 + Math.Min(ahead + between, 14)] - now);
        }
    }

    // Gamma of mean one and a spread of six tenths: the sum of about three exponentials.
    private static double Gamma(Random chance) => -(Math.Log(1 - chance.NextDouble()) + Math.Log(1 - chance.NextDouble()) + Math.Log(1 - chance.NextDouble())) / 3;
}
