using System.Globalization;
using Pendopo.Insights.Dashboard;

namespace Pendopo.Tests.Insights;

public sealed class ShrinkageTests
{
    [Fact]
    public void One_lucky_post_does_not_make_the_best_kind()
    {
        var posts = Enumerable.Range(0, 20).Select(i => ("tip", 40.0 + (i % 7))).Concat([("story", 70.0)]).Concat(Enumerable.Range(0, 10).Select(i => ("notice", 10.0 + (i % 5)))).ToList();
        var found = Shrinkage.Of(posts);
        var (tip, story, notice) = (found.Single(one => one.Key == "tip"), found.Single(one => one.Key == "story"), found.Single(one => one.Key == "notice"));
        story.Typical.ShouldBeLessThan(story.Raw);
        (story.High / story.Low).ShouldBeGreaterThan(tip.High / tip.Low, "one post knows less than twenty");
        notice.Sure.ShouldBeTrue();
        found.ShouldAllBe(one => one.Low <= one.Typical && one.Typical <= one.High);
    }

    [Fact]
    public void Nothing_is_said_of_too_few_posts_or_of_one_kind()
    {
        Shrinkage.Of(Enumerable.Range(0, Shrinkage.Fewest - 1).Select(i => (i % 2, 5.0))).ShouldBeEmpty();
        Shrinkage.Of(Enumerable.Range(0, 50).Select(i => (0, (double)i))).ShouldBeEmpty();
    }

    [Fact]
    public void Kinds_that_differ_by_chance_alone_are_rarely_told_apart()
    {
        var random = new Random(7);
        var sure = 0;
        for (var round = 0; round < 200; round++)
            sure += Shrinkage.Of(Enumerable.Range(0, 24).Select(i => (i % 4, Math.Exp(2 + Gauss(random)) - 1))).Any(one => one.Sure) ? 1 : 0;
        sure.ShouldBeLessThan(60, "of two hundred worlds without any difference");
    }

    [Fact]
    public void The_interval_holds_the_truth_in_about_eight_of_ten_cases()
    {
        var random = new Random(11);
        var (held, all) = (0, 0);
        for (var round = 0; round < 200; round++)
        {
            var truth = Enumerable.Range(0, 6).Select(_ => 3 + (0.6 * Gauss(random))).ToArray();
            var found = Shrinkage.Of(Enumerable.Range(0, 60).Select(i => (i % 6, Math.Exp(truth[i % 6] + (0.8 * Gauss(random))) - 1)));
            held += found.Count(one => one.Low <= Math.Exp(truth[one.Key]) - 1 && Math.Exp(truth[one.Key]) - 1 <= one.High);
            all += found.Count;
        }
        ((double)held / all).ShouldBeInRange(0.68, 0.88);
    }

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    [Theory]
    [InlineData(148.2, 148.4, false, "NoDifference 148, 7")]
    [InlineData(160, 148, false, "BestMayBe tip, 150, 170, 4")]
    [InlineData(160, 148, true, "BestIs tip, 160, 4")]
    public void The_best_is_named_only_where_a_difference_is_seen(double first, double second, bool sure, string said)
    {
        Estimate<string>[] rows = [new("tip", 4, 0, first, 150, 170, sure), new("notice", 3, 0, second, 120, 180, false)];
        BestWords.Of(rows, kind => kind, (key, values) => $"{key} {string.Join(", ", values)}", CultureInfo.InvariantCulture).ShouldBe(said);
    }
}
