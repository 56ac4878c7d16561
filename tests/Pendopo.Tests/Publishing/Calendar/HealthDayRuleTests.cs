using FsCheck;
using FsCheck.Fluent;
using Pendopo.Publishing.Calendar;

namespace Pendopo.Tests.Publishing.Calendar;

public sealed class HealthDayRuleTests
{
    [Theory]
    [InlineData("11-12", 2026, "2026-11-12", "2026-11-12")]
    [InlineData("08-01/08-07", 2026, "2026-08-01", "2026-08-07")]
    // The second Thursday of March 2026 and 2025, and the first Tuesday of May 2026, read off a calendar.
    [InlineData("03-2Thu", 2026, "2026-03-12", "2026-03-12")]
    [InlineData("03-2Thu", 2025, "2025-03-13", "2025-03-13")]
    [InlineData("05-1Tue", 2026, "2026-05-05", "2026-05-05")]
    [InlineData("09-LSun", 2026, "2026-09-27", "2026-09-27")]
    [InlineData("02-29", 2028, "2028-02-29", "2028-02-29")]
    [InlineData("2026-04-05", 2026, "2026-04-05", "2026-04-05")]
    public void A_day_comes_when_its_rule_says(string rule, int year, string first, string last) =>
        HealthDayRule.Read(rule)!.In(year).ShouldBe((DateOnly.Parse(first), DateOnly.Parse(last)));

    [Theory]
    [InlineData("02-29", 2026)]
    [InlineData("2026-04-05", 2027)]
    public void A_day_does_not_come_in_other_years(string rule, int year) => HealthDayRule.Read(rule)!.In(year).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("13-01")]
    [InlineData("02-30")]
    [InlineData("08-07/08-01")]
    [InlineData("03-5Thu")]
    [InlineData("03-2Kam")]
    [InlineData("every Monday")]
    [InlineData("2026-02-29")]
    public void What_is_no_rule_is_refused(string? rule) => HealthDayRule.Read(rule).ShouldBeNull();

    [Fact]
    public void The_nth_weekday_is_that_weekday_in_its_week_of_the_month() => Prop.ForAll(
        (from year in Gen.Choose(1900, 2199)
         from month in Gen.Choose(1, 12)
         from nth in Gen.Choose(1, 4)
         from day in Gen.Elements("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
         select (year, month, nth, day)).ToArbitrary(),
        pick =>
        {
            var on = HealthDayRule.Read($"{pick.month:00}-{pick.nth}{pick.day}")!.In(pick.year)!.Value.First;
            return on.Month == pick.month && on.DayOfWeek.ToString()[..3] == pick.day && (on.Day - 1) / 7 + 1 == pick.nth;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_day_of_the_list_has_a_rule_both_names_and_a_source()
    {
        HealthDays.List.Count.ShouldBeGreaterThan(50);
        foreach (var (key, words) in HealthDays.List)
        {
            HealthDayRule.Read(words.Rule).ShouldNotBeNull(key);
            new[] { words.NameId, words.NameEn, words.Source }.ShouldAllBe(text => text.Length > 1, key);
            key.Length.ShouldBeLessThanOrEqualTo(HealthDay.KeyLength);
        }
    }
}
