using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Backups.Making;

namespace Pendopo.Tests.Platform.Backups;

public sealed class RetentionRuleTests
{
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");
    private static readonly DateTimeOffset Last = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_a_year_of_nights_seven_days_four_weeks_and_six_months_are_kept()
    {
        var nights = Enumerable.Range(0, 365).Select(day => Last.AddDays(-day)).ToList();
        var kept = nights.Except(RetentionRule.Over(nights, Retention.Start, Jakarta)).OrderDescending().ToList();
        kept.Count.ShouldBe(14);
        kept.Take(7).ShouldBe(nights.Take(7));
        kept.Min().ShouldBe(nights.First(night => TimeZoneInfo.ConvertTime(night, Jakarta).Month == 6));
    }

    [Fact]
    public void Thinning_night_after_night_keeps_what_thinning_once_keeps()
    {
        var all = new List<DateTimeOffset>();
        for (var day = 364; day >= 0; day--)
        {
            all.Add(Last.AddDays(-day));
            var over = RetentionRule.Over(all, Retention.Start, Jakarta);
            all.RemoveAll(over.Contains);
        }
        all.Count.ShouldBe(14);
    }

    [Fact]
    public void The_newest_stays_whatever_the_rule_and_several_of_a_day_leave_the_last()
    {
        RetentionRule.Over([Last], new(1, 1, 1), Jakarta).ShouldBeEmpty();
        RetentionRule.Over([Last, Last.AddHours(-1), Last.AddHours(-2)], new(1, 1, 1), Jakarta).ShouldBe([Last.AddHours(-1), Last.AddHours(-2)], ignoreOrder: true);
    }
}
